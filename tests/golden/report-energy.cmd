cybertwin report ../../scenarios/energy-ukraine-2015 -f md -n 0 -q
