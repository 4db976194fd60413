cybertwin help help
