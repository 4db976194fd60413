cybertwin run packages/night -n 20 -q -o "$SCRATCH/a.ctrun" > /dev/null
cybertwin trace "$SCRATCH/a.ctrun" --replication 3 | head -n 34
cybertwin trace "$SCRATCH/a.ctrun" --replication 3 -f jsonl | grep -E '"log"|isolate' | head -n 3
cybertwin verify "$SCRATCH/a.ctrun"
