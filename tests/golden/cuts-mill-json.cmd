# The same for programs, at most one set of each kind.
cybertwin cuts packages/mill -f json --most 1
