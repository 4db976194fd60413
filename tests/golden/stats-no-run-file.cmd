echo "a text" >"$SCRATCH/b.ctrun"
cybertwin stats "$SCRATCH/b.ctrun"
