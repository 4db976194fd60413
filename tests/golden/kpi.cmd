cybertwin kpi packages/divided -n 200
