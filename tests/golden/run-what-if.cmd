# Without the conduit nothing reaches the plant.
cybertwin run packages/plant --set conduits.office-plant.allow=[]
