cybertwin check -f json packages/broken
