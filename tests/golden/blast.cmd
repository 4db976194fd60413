cybertwin blast packages/plant
