# Any of several facts; one of them is his already.
cybertwin paths packages/plant --goal 'any(exec:hmi-1:user, located:internet)'
