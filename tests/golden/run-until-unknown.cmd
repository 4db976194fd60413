# An option that speaks of nothing is refused before anything is computed.
cybertwin run packages/plant --until bottle:0.1
cybertwin run packages/plant -n 20000000
cybertwin run packages/plant --horizon 5
cybertwin run packages/plant --shard 3/2 -o "$SCRATCH/x.ctrun"
