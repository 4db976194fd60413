#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The same result whatever happens on the way; runs.py says how.
# usage: runs.sh PATH-OF-CYBERTWIN
set -euo pipefail
python3 "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/runs.py" "$(readlink -f "$1")"
