# A zone and a network are no receivers.
cybertwin reach packages/plant hmi-1 plant
cybertwin reach packages/plant hmi-1 internet
