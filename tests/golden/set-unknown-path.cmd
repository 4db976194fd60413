cybertwin check packages/plant --set zones.ofice.sl_t=2
