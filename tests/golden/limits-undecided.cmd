cybertwin run packages/plant --max-reach 1 -q
cybertwin why packages/plant controls:plc-1 --max-steps 3 -q
cybertwin why packages/plant controls:plc-1 --max-reach 1 -f json -q
