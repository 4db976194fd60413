cybertwin explain iec62443-3-3:SR-1.1-RE2 && cybertwin explain unused-services
