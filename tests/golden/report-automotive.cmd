cybertwin report ../../scenarios/automotive-jeep-2015 -f md -n 0 -q
