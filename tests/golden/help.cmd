cybertwin --help
