# A goal out of reach.
cybertwin paths packages/plant --set conduits.office-plant.allow=[]
