#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Command lines with what they must print. NAME.cmd holds the command (lines that begin with # are
# comments), run by bash in this folder with `cybertwin` found; NAME.out holds its standard output,
# standard error and exit status. CT_UPDATE_GOLDEN=1 rewrites the .out files.
# usage: commands.sh PATH-OF-CYBERTWIN [NAME…]
set -euo pipefail

command=$(readlink -f "$1")
shift
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$command" "$scratch/bin/cybertwin"
export PATH="$scratch/bin:$PATH" LC_ALL=C.UTF-8 TERM=dumb SOURCE_DATE_EPOCH=1767225600
export SCRATCH="$scratch/work" # where a command may write
unset NO_COLOR COLUMNS LANGUAGE

if [ $# -eq 0 ]; then
    set -- *.cmd
fi
failed=0
ran=0
for file in "$@"; do
    name=${file%.cmd}
    status=0
    rm -rf "$SCRATCH"
    mkdir "$SCRATCH"
    bash "$name.cmd" >"$scratch/stdout" 2>"$scratch/stderr" </dev/null || status=$?
    {
        cat "$scratch/stdout"
        if [ -s "$scratch/stderr" ]; then
            echo "--- standard error"
            cat "$scratch/stderr"
        fi
        echo "--- exit status $status"
    } | sed -e "s|$SCRATCH|SCRATCH|g" >"$scratch/got"
    ran=$((ran + 1))
    if [ "${CT_UPDATE_GOLDEN:-}" = 1 ]; then
        cp "$scratch/got" "$name.out"
    elif ! diff -u --label "$name.out" --label "what came" "$name.out" "$scratch/got"; then
        failed=$((failed + 1))
    fi
done
echo "$ran command lines, $failed differ"
[ "$ran" -gt 0 ] && [ "$failed" -eq 0 ]
