# A limit leaves a part unknown, and says so beside what was found.
cybertwin segments packages/divided --max-reach 1 --quiet
