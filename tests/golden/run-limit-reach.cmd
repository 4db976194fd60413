cybertwin run packages/plant --max-reach 1 --quiet
