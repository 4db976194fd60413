#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The recipes of docs/ci.md work as they stand: a design like its baseline passes, a worse one stops.
# usage: ci.sh PATH-OF-CYBERTWIN
set -euo pipefail

command=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
if ! /usr/bin/python3 -c 'import yaml' 2>/dev/null; then
    echo "skipped: python3-yaml is not here to read the recipes"
    exit 0
fi
exec /usr/bin/python3 ci.py "$command" ../../docs/ci.md packages/plant
