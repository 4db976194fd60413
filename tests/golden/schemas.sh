#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the command writes as JSON is what docs/schemas/ promises. A line of schemas.txt is a
# schema and a command line; its output must match, name no path of this machine, and repeat.
# usage: schemas.sh PATH-OF-CYBERTWIN
set -euo pipefail

command=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
schemas=$PWD/../../docs/schemas
if ! /usr/bin/python3 -c 'import jsonschema' 2>/dev/null; then
    echo "skipped: python3-jsonschema is not here to check JSON output"
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export SOURCE_DATE_EPOCH=1767225600
failed=0
checked=0
"$command" run packages/plant -n 50 -q -o "$scratch/run.ctrun" >/dev/null # what lines call RUN

while read -r schema line; do
    case $schema in '' | '#'*) continue ;; esac
    line=${line//RUN/$scratch/run.ctrun}
    status=0
    # shellcheck disable=SC2086 # the line is words
    "$command" $line >"$scratch/result.json" 2>"$scratch/stderr" || status=$?
    if ! /usr/bin/python3 -W ignore -m jsonschema -i "$scratch/result.json" \
        "$schemas/$schema.schema.json"; then
        echo "does not match $schema: cybertwin $line (exit status $status)"
        cat "$scratch/stderr"
        failed=$((failed + 1))
    fi
    if grep -q -e "$PWD" -e "${HOME:-/root}/" "$scratch/result.json"; then
        echo "names a path of this machine: cybertwin $line"
        failed=$((failed + 1))
    fi
    # shellcheck disable=SC2086
    "$command" $line >"$scratch/again.json" 2>/dev/null || true
    cmp -s "$scratch/again.json" "$scratch/result.json" || {
        echo "differs from run to run: cybertwin $line"
        failed=$((failed + 1))
    }
    checked=$((checked + 1))
done <schemas.txt
echo "$checked results, $failed failures"
[ "$checked" -gt 0 ] && [ "$failed" -eq 0 ]
