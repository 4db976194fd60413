cybertwin report ../../scenarios/water-unitronics-2023 -f md -n 0 -q
