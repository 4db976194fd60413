cybertwin kpi packages/plant -n 200 -v
