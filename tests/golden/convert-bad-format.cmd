cybertwin convert packages/plant -f yml
