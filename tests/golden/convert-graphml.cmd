cybertwin convert packages/plant -f graphml | head -n 20
