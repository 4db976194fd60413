# A limit before there is a graph: undecided.
cybertwin paths packages/plant --max-steps 3
