cybertwin run packages/plant --techniques packages/none
