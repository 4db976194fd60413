# Legal, but worth a look.
cybertwin check packages/odd
