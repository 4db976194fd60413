#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every blueprint-*.svg of docs/pictures is, byte for byte, what docs/pictures/frames.sh draws today; and no
# picture lies there that neither it nor list.txt, which golden/pictures holds, knows.
# CT_UPDATE_GOLDEN=1 puts what is drawn in their place.
# usage: blueprints.sh PATH-OF-CYBERTWIN
set -euo pipefail

export CYBERTWIN
CYBERTWIN=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../docs/pictures"
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
failed=0

./frames.sh "$drawn"
[ "${CT_UPDATE_GOLDEN:-}" != 1 ] || cp "$drawn"/*.svg .
for picture in "$drawn"/*.svg; do
    name=$(basename "$picture")
    if [[ $name != blueprint-* ]]; then
        echo "frames.sh draws $name, which does not begin with blueprint-"
        failed=1
    elif ! cmp -s "$picture" "$name"; then
        echo "docs/pictures/$name is not what comes: CT_UPDATE_GOLDEN=1 draws it anew"
        { diff "$name" "$picture" || true; } | cut -c 1-200 | head -n 10
        failed=1
    fi
done
for picture in *.svg; do
    if [ ! -e "$drawn/$picture" ] && ! grep -q "^$picture " list.txt; then
        echo "docs/pictures/$picture is drawn by nobody"
        failed=1
    fi
done
exit "$failed"
