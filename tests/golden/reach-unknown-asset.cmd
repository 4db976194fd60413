cybertwin reach packages/plant hmi-1 plc-2
