cybertwin explain ''; cybertwin explain :; cybertwin explain iec62443-3-3:
