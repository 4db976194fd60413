cybertwin run packages/plant -n 200 -q -o "$SCRATCH/a.ctrun" >/dev/null
cybertwin frame "$SCRATCH/a.ctrun" --at 2h -q --path 1 -f text | grep 'Replication'
cybertwin frame "$SCRATCH/a.ctrun" --at 2h -q --show chokes,cuts -f text | grep 'Replication\|rect.*state-user'
cybertwin frame "$SCRATCH/a.ctrun" --at 2h -q --show matrix -f text | grep 'Replication\|From the zone\|assets held:'
# Over a run stands what stands over its design.
for of in packages/plant "$SCRATCH/a.ctrun"; do
    cybertwin frame "$of" -q --show failures,chokes -f text | grep -o 'failure:[0-9]* ".*\|icon.*shield.*choke' | sed 's/icon.*shield/shield/' | sort | uniq -c
done
cybertwin frame "$SCRATCH/a.ctrun" --path 10000 -q
cybertwin frame "$SCRATCH/a.ctrun" --blast jump-1
cybertwin frame "$SCRATCH/a.ctrun" --show doors
