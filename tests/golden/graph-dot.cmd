cybertwin graph packages/plant | head -n 12
