cybertwin tree packages/works keep-supply -f dot
cybertwin tree packages/works stay-safe -f dot
