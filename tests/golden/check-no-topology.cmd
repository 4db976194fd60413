# A folder that is no package.
mkdir "$SCRATCH/empty"
cybertwin check "$SCRATCH/empty"
