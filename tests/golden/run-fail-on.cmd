# A reachable goal is a miss.
cybertwin run packages/plant --quiet --fail-on reachable
