cybertwin --nonsense
