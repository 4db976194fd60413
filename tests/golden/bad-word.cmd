# A value from a list that is not on it.
cybertwin help --completion bahs
