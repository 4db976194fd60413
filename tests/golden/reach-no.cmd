cybertwin reach packages/plant "office-1[3]" plc-1
