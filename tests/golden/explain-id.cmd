# One id may belong to several rules.
cybertwin explain T0855
