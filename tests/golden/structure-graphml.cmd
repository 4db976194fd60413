# The measures are attributes.
cybertwin structure packages/plant -f graphml
