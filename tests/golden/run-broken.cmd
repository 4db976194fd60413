# Nothing is analysed, and nothing written.
cybertwin run packages/broken -o "$SCRATCH/result.txt"; status=$?
ls "$SCRATCH"
exit $status
