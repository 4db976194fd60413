# What follows without an attempt.
cybertwin why packages/plant contact:clerks
