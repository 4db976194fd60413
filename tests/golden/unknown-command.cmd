cybertwin hepl
