cybertwin reach packages/plant "office-1[3]" hmi-1
