# A goal that is named is the only one.
cybertwin run packages/works --quiet --goal violated:stay-safe
