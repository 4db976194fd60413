# What cannot be tried is undecided, with what is known at least, and exit status 4.
cybertwin cuts packages/mill --goal exec:hmi-1:admin --max-trials 2
