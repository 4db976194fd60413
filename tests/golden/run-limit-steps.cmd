# A limit while computing: undecided.
cybertwin run packages/plant --max-steps 3 --quiet
