cybertwin frame packages/plant --size 12x12
cybertwin frame packages/plant --scale 9
cybertwin frame packages/plant --at 3h
cybertwin frame packages/plant --path 10000
cybertwin frame packages/plant --blast nobody -q
cybertwin frame packages/plant --count 1
cybertwin frame no-such.ctrun
cybertwin frame packages/plant --show failures,doors
