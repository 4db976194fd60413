cybertwin run packages/plant -n 200 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin verify "$SCRATCH/a.ctrun"
