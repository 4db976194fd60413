cybertwin why packages/plant exec:plc-1:admin
