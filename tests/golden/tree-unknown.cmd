# No such goal, no such fact, out of reach.
cybertwin tree packages/works keep-suply
cybertwin tree packages/works halted:pumps
cybertwin tree packages/works "all(halted:files, nonsense)"
cybertwin tree packages/works stay-safe
