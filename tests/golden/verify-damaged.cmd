# Cut short.
cybertwin run packages/plant -n 200 -q -o "$SCRATCH/a.ctrun" >/dev/null
head -c 30000 "$SCRATCH/a.ctrun" >"$SCRATCH/b.ctrun"
cybertwin verify "$SCRATCH/b.ctrun"
