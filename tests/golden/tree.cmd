# A goal of the scenario, a requirement, and one that is cut short.
cybertwin tree packages/plant bottles
cybertwin tree packages/works keep-supply
cybertwin tree packages/works keep-pressure --max-nodes 3
