cybertwin validate packages/plant --standard iec62443-3-3:sr-1.1 --standard iec62443-3-3:SR-99
