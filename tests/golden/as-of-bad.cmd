cybertwin check packages/plant --as-of 2026-02-30
