cybertwin list technique
