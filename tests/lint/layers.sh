#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# An include points to its own folder or to one above it in the order of the layers, and is written
# from the root of the tree.
# shellcheck disable=SC2016 # awk has dollars of its own
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

readonly ORDER="base store lua topology attacks analysis sim assurance draw report viz cli"

collect < <(
    for folder in $ORDER; do files "$folder/*.c" "$folder/*.h"; done | xargs -r awk -v order="$ORDER" '
        BEGIN {
            count = split(order, names, " ")
            for (i = 1; i <= count; i++)
                level[names[i]] = i
        }
        /^[ \t]*#[ \t]*include[ \t]*"/ {
            split($0, quoted, "\"")
            target = quoted[2]
            split(target, parts, "/")
            split(FILENAME, own, "/")
            if (!index(target, "/"))
                printf "%s:%d: \"%s\" is not written from the root\n", FILENAME, FNR, target
            else if (!(parts[1] in level))
                printf "%s:%d: \"%s\" is in no layer\n", FILENAME, FNR, target
            else if (level[parts[1]] > level[own[1]])
                printf "%s:%d: %s/ may not include %s/, which is below it\n", FILENAME, FNR, own[1], parts[1]
        }'
)
if [ -e lua/lua.h ]; then
    finding "lua/lua.h: this name hides Lua's own header"
fi
finish
