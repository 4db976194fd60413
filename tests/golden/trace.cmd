cybertwin run packages/plant -n 200 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin trace "$SCRATCH/a.ctrun" | head -n 12
