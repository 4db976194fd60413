cybertwin convert --from nasim nasim/broken.yaml -o $SCRATCH/package
ls $SCRATCH
cybertwin convert --from nasim nasim/wrong-places.yaml -o $SCRATCH/package
ls $SCRATCH
