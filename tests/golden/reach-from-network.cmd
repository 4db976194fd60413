cybertwin reach packages/plant located:internet hmi-1.remote
