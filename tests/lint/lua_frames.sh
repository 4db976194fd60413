#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A frame that Lua may leave by longjmp owns nothing that only its end would free.
# shellcheck disable=SC2016 # awk has dollars of its own
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

collect < <(
    files '*.c' | xargs -r awk '
        FNR == 1 { inside = 0 }
        /^[a-z_0-9]+\(lua_State \*[A-Za-z_]+\)$/ && before ~ /^(static )?int$/ { inside = 1 }
        /^\}/ { inside = 0 }
        inside && /g_auto|g_steal_pointer|GError \*/ {
            printf "%s:%d: owned memory in a function that Lua may jump out of\n", FILENAME, FNR
        }
        { before = $0 }'
)
finish
