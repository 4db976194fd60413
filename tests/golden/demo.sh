#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What an architect sees first must not change unnoticed: `./dev demo` against demo.txt.
# CT_UPDATE_GOLDEN=1 rewrites the expected text.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

expected=tests/golden/demo.txt
got=$(mktemp)
trap 'rm -f "$got"' EXIT

./dev demo >"$got"
if [ "${CT_UPDATE_GOLDEN:-}" = 1 ]; then
    cp "$got" "$expected"
elif [ -e "$expected" ]; then
    diff -u "$expected" "$got"
else
    echo "no expected text yet; the demo ran and printed $(wc -l <"$got") lines"
fi
