cybertwin why-not packages/plant session:plc-1.web:admin
