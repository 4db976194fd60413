cybertwin explain valid-acounts
