# Zones held against each other, and every class of failure but one.
cybertwin segments packages/divided
