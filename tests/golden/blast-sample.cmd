# More sources than allowed: a sample, and the result says so.
cybertwin blast packages/plant --max-sources 3
