#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# usage: reports.sh PATH-OF-CYBERTWIN
set -euo pipefail
exec /usr/bin/python3 "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/reports.py" "$1"
