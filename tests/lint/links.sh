#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A document's links to files of the tree lead somewhere.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

while IFS= read -r file; do
    while IFS=: read -r line target; do
        target=${target%%#*}
        case $target in '' | *://* | mailto:*) continue ;; esac
        [ -e "$(dirname "$file")/$target" ] || finding "$file:$line: leads nowhere: $target"
    done < <(grep -noE '\]\([^) ]+\)' "$file" | sed -E 's/^([0-9]+):\]\((.*)\)$/\1:\2/')
done < <(files '*.md')
finish
