cybertwin run packages/declared
