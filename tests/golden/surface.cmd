cybertwin surface packages/plant
