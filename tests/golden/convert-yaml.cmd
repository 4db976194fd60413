cybertwin convert packages/plant
