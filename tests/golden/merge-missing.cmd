# A share is not there.
for i in 1 2; do
    cybertwin run packages/plant -n 100 --shard "$i/3" -q -o "$SCRATCH/$i.ctrun"
done
cybertwin merge "$SCRATCH/1.ctrun" "$SCRATCH/2.ctrun" -o "$SCRATCH/all.ctrun"
