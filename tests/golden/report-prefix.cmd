cybertwin report packages/plant -f sarif --file-prefix ../up
