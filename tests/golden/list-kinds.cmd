cybertwin list kinds
