cybertwin help a b
