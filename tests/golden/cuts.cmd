# Every choke point, and the least cuts of each kind.
cybertwin cuts packages/plant
