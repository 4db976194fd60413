# A search that ends at its limit: a way, and status 4, as of run.
cybertwin why packages/plant controls:plc-1 --max-search 1
