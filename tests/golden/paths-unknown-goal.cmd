# A goal that does not exist.
cybertwin paths packages/plant --goal exec:hmi-9:admin
