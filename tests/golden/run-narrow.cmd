cybertwin run packages/plant --width 60
