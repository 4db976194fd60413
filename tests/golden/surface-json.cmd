cybertwin surface packages/plant -f json --entry located:plant
