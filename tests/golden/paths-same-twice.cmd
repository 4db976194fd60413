# The same fact twice, and one that is his already, change nothing.
cybertwin paths packages/plant -q -k 1 --goal 'all(exec:hmi-1:user, exec:hmi-1:user, located:internet)'
