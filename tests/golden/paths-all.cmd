# All of several facts.
cybertwin paths packages/plant -k 2 --cost steps --goal 'all(exec:hmi-1:user, holds:hmi-password)'
