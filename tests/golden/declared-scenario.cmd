# What is wrong with kinds of facts in a scenario: misspelt, without a level, and before a pack.
mkdir -p "$SCRATCH/a"
cp -r packages/declared/. "$SCRATCH/a"
cd "$SCRATCH"
printf 'attacker "x" {\n  goals = { escapd("kiosk-1", "user") },\n}\n' >a/scenario.lua
cybertwin run a
printf 'attacker "x" {\n  goals = { escaped("kiosk-1", "root") },\n}\n' >a/scenario.lua
cybertwin run a -q
printf 'local g = escaped("kiosk-1", "user")\npack "nasim"\nattacker "x" { goals = { g } }\n' >a/scenario.lua
cybertwin run a -q
printf 'fact "escaped" { of = "asst" }\n' >a/techniques/kiosk.lua
cybertwin run a -q
