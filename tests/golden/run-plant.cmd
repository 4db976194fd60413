cybertwin run packages/plant
