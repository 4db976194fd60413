#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Ctrl-C ends a run with status 130 and leaves no file behind.
# usage: interrupt.sh PATH-OF-CYBERTWIN
set -euo pipefail

command=$(readlink -f "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/out"
cat >"$scratch/big.yaml" <<'YAML'
cybertwin: 1
products:
  meter: { kind: meter, services: { cosem: { port: tcp/4059, auth: none, gives: [control, shell] } } }
networks: { internet: { medium: internet } }
zones: { field: { outside: true, networks: [internet] } }
assets: { meter: { product: meter, zone: field, count: 400000 } }
YAML

# Job control gives the command its own handling of SIGINT, as a terminal would.
set -m
"$command" run "$scratch/big.yaml" --goal "controls:meter[399999]" -o "$scratch/out/result.txt" \
    >"$scratch/stdout" 2>"$scratch/stderr" &
job=$!
set +m
sleep 0.3
if ! kill -INT "$job" 2>/dev/null; then
    echo "skipped: the run was over before it could be interrupted"
    exit 0
fi
status=0
wait "$job" || status=$?
if [ "$status" -eq 0 ]; then
    echo "skipped: the run ended as it was interrupted"
    exit 0
fi
left=$(ls -A "$scratch/out")
echo "exit status $status, left behind: ${left:-nothing}"
cat "$scratch/stderr"
[ "$status" -eq 130 ] && [ -z "$left" ] && [ ! -s "$scratch/stdout" ]
