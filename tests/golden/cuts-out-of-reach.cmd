# Nothing to take away.
cybertwin cuts packages/plant --quiet --set conduits.office-plant.allow=[]
