cybertwin list services
