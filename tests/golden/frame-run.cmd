cybertwin run packages/plant -n 200 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin frame "$SCRATCH/a.ctrun" --at 2h -q -f text | grep "^rect.*state-\|Replication" | head -n 12
cybertwin frame "$SCRATCH/a.ctrun" -q --frames "$SCRATCH/frames" --count 2 -f svg
ls "$SCRATCH/frames"
