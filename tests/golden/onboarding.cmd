# Devices that join while a run is played.
cybertwin run packages/meters -n 20 -q -o "$SCRATCH/a.ctrun" > /dev/null
cybertwin trace "$SCRATCH/a.ctrun" --replication 3
cybertwin trace "$SCRATCH/a.ctrun" --replication 3 -f jsonl | grep refuse
cybertwin verify "$SCRATCH/a.ctrun"
