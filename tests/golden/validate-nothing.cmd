cybertwin validate packages/house --standard ''; cybertwin validate packages/house --standard :x
