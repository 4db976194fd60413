cybertwin explain valid-accounts
