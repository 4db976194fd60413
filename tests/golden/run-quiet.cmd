cybertwin run packages/plant --quiet
