# Every requirement, what would violate it, and whether it can be.
cybertwin goals packages/works
