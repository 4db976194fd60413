#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What an architect sees first must not change unnoticed, nor what the README shows of it: the demo
# against demo.txt. CT_UPDATE_GOLDEN=1 rewrites the expected text.
# usage: demo.sh [PATH-OF-CYBERTWIN]    without it, what `./dev demo` builds and runs
set -euo pipefail

command=${1:+$(readlink -f "$1")}
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
expected=tests/golden/demo.txt
got=$(mktemp)
trap 'rm -f "$got"' EXIT
failed=0

if [ -n "$command" ]; then
    "$command" run scenarios/energy-ukraine-2015 >"$got" || [ $? -eq 1 ] # targets are missed
else
    ./dev demo >"$got"
fi
if [ "${CT_UPDATE_GOLDEN:-}" = 1 ]; then
    cp "$got" "$expected"
fi
diff -u "$expected" "$got" || failed=1

# The README's block of output: every line of it is a line of the demo.
shown=0
while IFS= read -r line; do
    shown=$((shown + 1))
    if ! grep -qxF -e "$line" "$got"; then
        echo "README.md shows a line that the demo does not print: $line"
        failed=1
    fi
done < <(awk '/^```/ { open = !open; plain = $0 == "```"; next } open && plain' README.md)
if [ "$shown" -eq 0 ]; then
    echo "README.md shows nothing of the demo"
    failed=1
fi
exit "$failed"
