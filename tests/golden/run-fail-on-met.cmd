# No goal is reachable: all targets met.
cybertwin run packages/plant --quiet --fail-on reachable --set conduits.office-plant.allow=[]
