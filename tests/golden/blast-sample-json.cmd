# The same for programs, another sample.
cybertwin blast packages/plant --max-sources 3 --sample 2 -f json
