cybertwin convert --schema | head -n 8
