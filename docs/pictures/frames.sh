#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The blueprints that the README shows, drawn anew into docs/pictures.
# usage: docs/pictures/frames.sh   (after ./dev build, or with CYBERTWIN=command)
set -euo pipefail

command=${CYBERTWIN:-build/cybertwin}
[[ $command != */* ]] || command=$(readlink -f "$command")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$command" frame --quiet scenarios/energy-ukraine-2015 --path 1 --failures \
    -o docs/pictures/blueprint-attack.svg
# The design misses its targets, which is status 1.
"$command" run --quiet scenarios/energy-ukraine-2015 -n 100 --seed 1 -o "$scratch/run.ctrun" \
    >/dev/null || [ $? -eq 1 ]
"$command" frame --quiet "$scratch/run.ctrun" --theme dark -o docs/pictures/blueprint-fallen.svg
