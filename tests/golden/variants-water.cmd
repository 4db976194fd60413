# A password of its own for each controller leaves nothing; one closed port leaves the rest.
cybertwin run ../../scenarios/water-unitronics-2023 -n 20 --seed 1 --variant all | sed -n '/^Variants/,/^Targets/p'
