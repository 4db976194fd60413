# A topology without requirements.
cybertwin goals packages/plant --quiet
