# A requirement that does not exist.
cybertwin run packages/works --quiet --goal violated:keep-presure
