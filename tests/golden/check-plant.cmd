# A package without a fault.
cybertwin check packages/plant
