# What was written loads to the same model.
cybertwin convert packages/plant -o "$SCRATCH/once.yaml" &&
cybertwin convert "$SCRATCH/once.yaml" | cmp - "$SCRATCH/once.yaml"
