cybertwin report ../../scenarios/software-3cx-2023 -f md -n 0 -q
