# Every error is reported, with its line.
cybertwin check packages/broken
