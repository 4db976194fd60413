cybertwin validate packages/plant --standard iec62443-3
