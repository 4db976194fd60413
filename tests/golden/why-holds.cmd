cybertwin why packages/plant controls:plc-1
