#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The blueprints that README.md, scenarios/README.md and the packages' pages show, drawn anew.
# A test holds every blueprint-*.svg here, byte for byte, to what this draws.
# usage: docs/pictures/frames.sh [FOLDER]   (default docs/pictures; after ./dev build, or with CYBERTWIN=command)
set -euo pipefail

command=${CYBERTWIN:-build/cybertwin}
[[ $command != */* ]] || command=$(readlink -f "$command")
folder=$(readlink -f "${1:-$(dirname "${BASH_SOURCE[0]}")}")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Plays a package, and draws one moment of one replication: PACKAGE REPLICATIONS FILE [OPTION…]
moment() {
    local run="$scratch/$1-$2.ctrun"

    # The designs miss their targets, which is status 1.
    [ -e "$run" ] || "$command" run --quiet "scenarios/$1" -n "$2" --seed 1 --as-of 2026-01-01 \
        -o "$run" >/dev/null || [ $? -eq 1 ]
    "$command" frame --quiet "$run" -o "$folder/$3" "${@:4}"
}

"$command" frame --quiet scenarios/energy-ukraine-2015 --path 1 --failures --as-of 2026-01-01 \
    -o "$folder/blueprint-attack.svg"
moment energy-ukraine-2015 100 blueprint-fallen.svg --theme dark
# The evening of the day; the last car of the drive; the third town without water; a week of updates.
moment energy-ukraine-2015 100 blueprint-energy-ukraine-2015.svg --at 296d20h
moment automotive-jeep-2015 20 blueprint-automotive-jeep-2015.svg --at 261d12h
moment water-unitronics-2023 20 blueprint-water-unitronics-2023.svg --replication fastest --at 5d20h
moment software-3cx-2023 20 blueprint-software-3cx-2023.svg --at 400d
