cybertwin list relations --width 100
