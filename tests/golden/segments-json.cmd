# The same for programs.
cybertwin segments packages/divided -f json
