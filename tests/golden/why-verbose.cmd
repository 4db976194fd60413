cybertwin why --verbose packages/plant session:hmi-1.remote:user
