# A search that ends at its limit: the best so far, a bound, status 4.
cybertwin paths packages/plant -k 2 --max-search 1
