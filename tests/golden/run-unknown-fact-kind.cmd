cybertwin run packages/plant --goal control:plc-1
