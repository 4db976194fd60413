# A waiver that has ended is a warning.
cybertwin check packages/odd --as-of 2030-01-01
