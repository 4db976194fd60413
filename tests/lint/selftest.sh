#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every check that greps has to find the violation that it exists for, and only that.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0
spdx='/* SPDX-License-Identifier: GPL-2.0-or-later */'

# expect CHECK FILE LINE…: in a tree that holds only FILE with these lines, CHECK must complain;
# with an empty function instead it must not.
expect() {
    local check=$1 file=$2
    shift 2
    rm -rf "${tree:?}"/*
    mkdir -p "$tree/$(dirname "$file")"
    printf '%s\n' "$spdx" "$@" >"$tree/$file"
    if CT_LINT_ROOT=$tree "$here/$check.sh" >/dev/null 2>&1; then
        echo "$check.sh does not see, in $file: $*"
        failures=$((failures + 1))
    fi
    printf '%s\n' "$spdx" "void" "nothing(void)" "{" "}" >"$tree/$file"
    if ! CT_LINT_ROOT=$tree "$here/$check.sh" >/dev/null; then
        echo "$check.sh complains about nothing in $file"
        failures=$((failures + 1))
    fi
}

expect layers base/a.c '#include "topology/model.h"'
expect layers topology/yaml/a.c '#include "cli/status.h"'
expect layers attacks/a.h '#include "analysis/goals.h"'
expect layers lua/a.c '#include "host.h"'
expect fences topology/load.c '#include <yaml.h>'
expect fences attacks/ground.c '#include <lua.h>'
expect fences analysis/path.c '#include <igraph/igraph.h>'
expect fences report/text.c '    printf("hello");'
expect fences base/out.c '    fputs(text, stdout);'
expect fences topology/a.c '    qsort(rows, n, sizeof *rows, compare);'
expect fences base/units.c '    time_t now = time(NULL);'
expect fences base/intern.c '    g_hash_table_foreach(table, show, NULL);'
expect length base/a.c $'\n'{1..300}$'\n'
expect length base/a.h $'\n'{1..160}
expect length base/a.c 'void' 'f(void)' '{' {1..61} '}'
expect lua_frames lua/a.c 'static int' 'l_open(lua_State *L)' '{' '    g_autofree char *text = NULL;' '}'
expect words base/a.c "/* TO""DO later */"
expect words base/a.c "/* good enough for ""now */"
expect words base/a.c "/* see /ho""me/joe/notes */"

expect links docs/a.md 'see [this](nowhere.md)'
rm -rf "${tree:?}"/*
mkdir -p "$tree/base"
echo 'int x;' >"$tree/base/a.c"
if CT_LINT_ROOT=$tree "$here/words.sh" >/dev/null; then
    echo "words.sh does not miss the SPDX line"
    failures=$((failures + 1))
fi
[ "$failures" -eq 0 ]
