cybertwin graph packages/plant -f svg
