# What the replications say, without the analysis.
cybertwin run packages/plant -n 400 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin stats "$SCRATCH/a.ctrun"
