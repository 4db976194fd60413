cybertwin convert
