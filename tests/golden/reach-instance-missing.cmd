# Twelve of them: which?
cybertwin reach packages/plant office-1 plc-1
