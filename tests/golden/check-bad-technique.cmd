# So are its techniques.
cp -r packages/plant "$SCRATCH/plant"
mkdir "$SCRATCH/plant/techniques"
echo 'technique "x" { ids = { it = "X1" }, name = "X", tactics = { "impact" }, from = reech "s" }' > "$SCRATCH/plant/techniques/own.lua"
cybertwin check "$SCRATCH/plant"
