# No scenario and no goal: what falls is still said.
cybertwin run packages/plant/topology.yaml
