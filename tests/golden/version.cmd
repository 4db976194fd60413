cybertwin --version
