cybertwin run packages/street -n 50 -o "$SCRATCH/a.ctrun" | grep -A 2 Attacker
cybertwin trace "$SCRATCH/a.ctrun" | head -n 8
cybertwin trace "$SCRATCH/a.ctrun" -f csv | sed -n '1p;10,12p'
cybertwin run packages/street -n 1 -q -f json | grep -A 2 parallel
