cybertwin validate packages/wrong-house
