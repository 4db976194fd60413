cybertwin explain valid-accounts packages/plant
