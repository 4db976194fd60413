cybertwin frame packages/plant -q -f text | head -n 60
