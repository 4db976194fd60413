# What he starts with.
cybertwin why packages/plant located:internet
