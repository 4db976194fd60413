cybertwin help chekc
