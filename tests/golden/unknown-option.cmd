cybertwin help --mna
