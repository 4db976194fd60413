cybertwin help --width=7 help
