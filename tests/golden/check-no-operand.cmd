cybertwin check
