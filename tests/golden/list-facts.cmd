cybertwin list facts
