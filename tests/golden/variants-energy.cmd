# What would have stopped the attackers of 2015, and what would have delayed them.
cybertwin run ../../scenarios/energy-ukraine-2015 -n 20 --seed 1 --variant all | sed -n '/^Variants/,/^Targets/p'
cybertwin run ../../scenarios/energy-ukraine-2015 -n 20 --seed 1 --variant second-factor -q | sed -n '/^Simulated/,/^Targets/p'
