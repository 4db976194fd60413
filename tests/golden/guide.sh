#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The command lines of the pages that people read first must work as they stand.
# usage: guide.sh PATH-OF-CYBERTWIN
set -euo pipefail

command=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
exec /usr/bin/python3 guide.py "$command" ../../docs/user-guide.md ../../README.md
