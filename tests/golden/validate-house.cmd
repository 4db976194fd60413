cybertwin validate packages/house --all
