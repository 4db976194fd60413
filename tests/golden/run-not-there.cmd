cybertwin run packages/none
