# A topology alone has no goal.
cybertwin cuts packages/plant/topology.yaml --quiet
