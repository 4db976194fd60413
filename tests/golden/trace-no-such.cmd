cybertwin run packages/plant -n 20 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin trace "$SCRATCH/a.ctrun" --replication 20
