#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every picture that docs/pictures/list.txt names says, word for word, what its path says today. Where the
# words stand is graphviz's matter and differs by version, so only the texts are compared.
# CT_UPDATE_GOLDEN=1 draws the pictures anew (needs graphviz).
# usage: pictures.sh PATH-OF-CYBERTWIN
set -euo pipefail

export CYBERTWIN
CYBERTWIN=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
if ! command -v jq >/dev/null; then
    echo "skipped: jq is not here"
    exit 77
fi
failed=0
seen=0

# The texts of an SVG, one a line, sorted.
drawn() {
    sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' "$1" |
        sed -e 's/&#45;/-/g' -e 's/&#160;/ /g' -e 's/&gt;/>/g' -e 's/&lt;/</g' -e 's/&amp;/\&/g' | sort
}

# The labels of a graph in DOT, a line of a label each, sorted.
told() {
    sed -n 's/.*label="\([^"]*\)".*/\1/p' | sed -e 's/\\n/\n/g' | sort
}

while read -r file package fact; do
    [[ -n $file && $file != \#* ]] || continue
    seen=$((seen + 1))
    if [ "${CT_UPDATE_GOLDEN:-}" = 1 ]; then
        docs/pictures/path.sh "$package" "$fact" >"docs/pictures/$file"
    fi
    if ! diff -u <(drawn "docs/pictures/$file") <(docs/pictures/path.sh --dot "$package" "$fact" | told); then
        echo "docs/pictures/$file is not what comes: CT_UPDATE_GOLDEN=1 draws it anew"
        failed=1
    fi
done <docs/pictures/list.txt
if [ "$seen" -eq 0 ]; then
    echo "docs/pictures/list.txt names no picture"
    failed=1
fi
exit "$failed"
