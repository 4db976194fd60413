cybertwin cuts packages/plant -f json
