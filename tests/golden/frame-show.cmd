cybertwin frame packages/plant -q --show chokes,cuts -f text | grep 'shield\|cut-set\|way to'
cybertwin frame packages/plant -q --show matrix -f text | grep 'cell:\|From the zone' | head -n 12
cybertwin frame packages/plant -q --show failures -f text | grep 'failure:'
