# A kind asked for in a file that is read before the one that declares it.
mkdir "$SCRATCH/t"
printf 'technique "t" {\n  ids = { it = "CT-1" },\n  from = worn "p",\n}\n' >"$SCRATCH/t/a.lua"
printf 'fact "worn" { of = "people" }\n' >"$SCRATCH/t/b.lua"
cd "$SCRATCH"
cybertwin list facts --techniques t
