cybertwin graph packages/plant exec:plc-1:admin
