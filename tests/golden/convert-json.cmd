cybertwin convert packages/plant -f json | head -n 30
