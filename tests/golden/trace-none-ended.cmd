# Every replication hit its limit of tries: none is the one in the middle.
cybertwin run packages/plant -n 2 --max-tries 1 -q -o $SCRATCH/short.ctrun >$SCRATCH/out
cybertwin trace $SCRATCH/short.ctrun
cybertwin trace $SCRATCH/short.ctrun --replication never
cybertwin trace $SCRATCH/short.ctrun --replication 0 | head -n 3
