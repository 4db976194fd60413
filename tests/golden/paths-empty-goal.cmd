# A goal of no facts is none.
cybertwin paths packages/plant --goal 'all()'
