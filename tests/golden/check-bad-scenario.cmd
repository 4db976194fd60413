# The scenario of a package is checked, too.
cp -r packages/plant "$SCRATCH/plant"
echo 'attacker "x" { entry = { located "intranet" } }' > "$SCRATCH/plant/scenario.lua"
cybertwin check "$SCRATCH/plant"
