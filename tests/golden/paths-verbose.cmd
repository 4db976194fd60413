# With every reason.
cybertwin paths packages/plant -k 2 --goal exec:hmi-1:user -v
