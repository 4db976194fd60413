cybertwin list services packages/declared
