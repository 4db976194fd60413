cybertwin run packages/plant --verbose
