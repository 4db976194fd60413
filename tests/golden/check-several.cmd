cybertwin check packages/plant/topology.yaml packages/broken packages/plant
