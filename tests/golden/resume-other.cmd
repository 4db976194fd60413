# Another seed is another run.
cybertwin run packages/plant -n 100 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin run packages/plant -n 100 --seed 5 --resume -o "$SCRATCH/a.ctrun"
