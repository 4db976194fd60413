#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every header compiles alone: it includes what its text needs.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

flags=$(pkg-config --cflags glib-2.0 lua5.4 yaml-0.1 igraph)
export flags

# shellcheck disable=SC2016 # the inner shell expands these
collect < <(
    files '*.h' | xargs -r -P "$(nproc)" -I{} sh -c '
        printf "#include \"%s\"\n" "$1" |
            cc -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only -I. $flags -x c - 2>&1 |
            grep -E "error|warning" | head -n 2 | sed "s|^|$1 alone: |"' _ {} | sort
)
finish
