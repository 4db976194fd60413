cybertwin blast packages/plant -f json
