cybertwin run packages/plant --quiet -o "$SCRATCH/result.txt" && cat "$SCRATCH/result.txt"
