cybertwin list facts packages/declared -q | tail -5
