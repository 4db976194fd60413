cybertwin reach packages/plant hmi-1
