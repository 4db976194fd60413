cybertwin run packages/plant --goal controls:plc-2
