cybertwin graph packages/plant --max-nodes 3 -o "$SCRATCH/x"; echo "status $?"; ls "$SCRATCH"
