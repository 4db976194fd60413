cybertwin check packages/plant --set zones.office.sl_t=high
