# There is nothing left to do.
cybertwin run packages/plant -n 100 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin run packages/plant -n 100 --resume -o "$SCRATCH/a.ctrun" | tail -n 3
