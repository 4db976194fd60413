# One of two out of reach: all of them are, any of them is not.
cybertwin paths packages/plant -q -k 1 --goal 'all(exec:hmi-1:user, exec:plc-1:admin)'
cybertwin paths packages/plant -q -k 1 --goal 'any(exec:hmi-1:user, exec:plc-1:admin)'
