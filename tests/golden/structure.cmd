# Single points, and zones that are not what they are called.
cybertwin structure packages/works
