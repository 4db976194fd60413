#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The small attack histories of the shared material, where it is at hand.
# usage: examples.sh PATH-OF-CYBERTWIN
set -euo pipefail

command=$(readlink -f "$1")
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
examples=$here/../../../shared/examples
if ! [ -d "$examples" ]; then
    echo "skipped: there are no examples at ../shared/examples"
    exit 0
fi
if ! /usr/bin/python3 -c 'import yaml' 2>/dev/null; then
    echo "skipped: python3-yaml is not here to read expected.yaml"
    exit 0
fi
exec /usr/bin/python3 "$here/examples.py" "$command" "$examples"
