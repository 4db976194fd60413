# The same for a program.
cybertwin paths packages/plant -k 2 --cost time -f json
