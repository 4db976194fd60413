cybertwin list kpis
