# Who looked, when they saw it, what it was worth.
cybertwin run ../../scenarios/water-unitronics-2023 --variant watched -n 50 --seed 1 --to-horizon | sed -n '/^Simulated/,/^technique/p'
cybertwin run ../../scenarios/water-unitronics-2023 --variant watched -n 50 --seed 1 -f json | jq -S .statistics.defence
