cybertwin why packages/plant exec:hmi-2:admin
