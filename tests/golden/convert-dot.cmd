cybertwin convert packages/plant -f dot
