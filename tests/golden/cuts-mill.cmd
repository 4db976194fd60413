# Doubled doors, measures that work only together, one that cannot be applied, a goal from the start.
cybertwin cuts packages/mill
