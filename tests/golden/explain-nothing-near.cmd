cybertwin explain quantum
