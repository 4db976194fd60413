#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Each library, the clock and standard output are touched only by the files that own them. Tests
# and benchmarks stand outside: there a library is an oracle or a floor.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

readonly FOLDERS="base store lua topology attacks analysis sim assurance draw report viz cli"

mapfile -t sources < <(for folder in $FOLDERS; do files "$folder/*.c" "$folder/*.h"; done)
[ "${#sources[@]}" -gt 0 ] || finish

# fence NAME PATTERN OWNERS: PATTERN (extended) occurs only in files whose path matches OWNERS.
fence() {
    local name=$1 pattern=$2 owners=$3 file line
    while IFS= read -r file; do
        [[ $file =~ ^($owners)$ ]] && continue
        while IFS=: read -r line _; do
            finding "$file:$line: $name may be touched only in $owners"
        done < <(grep -nE "$pattern" "$file")
    done < <(grep -lE "$pattern" "${sources[@]}" || true)
}

include() {
    printf '^[ \t]*#[ \t]*include[ \t]*[<"](%s)[^>"]*[>"]' "$1"
}

fence "libyaml" "$(include 'yaml\.h')" 'topology/yaml/events\.c'
fence "Lua" "$(include 'lua\.h|lauxlib\.h|lualib\.h')" \
    'lua/[^/]*|[a-z]+/lua_[^/]*|attacks/guard[^/]*\.c|analysis/entry\.c|sim/scenario\.c|assurance/checks\.c'
fence "Cairo and Pango" "$(include 'cairo|pango')" 'draw/render_cairo\.c'
fence "jansson and libxml2" "$(include 'jansson\.h|libxml/')" 'topology/import/[^/]*'
fence "igraph" "$(include 'igraph')" 'topology/igraph_[^/]*'
fence "GLPK" "$(include 'glpk\.h')" 'analysis/ilp\.c'
fence "SQLite and zstd" "$(include 'sqlite3\.h|zstd')" 'store/[^/]*'
fence "Random123" "$(include 'Random123')" 'base/rng\.c'
fence "SDL" "$(include 'SDL')" 'viz/window\.c'
fence "standard output" '(^|[^a-zA-Z0-9_])(printf|puts|putchar|g_print|vprintf)\(|(^|[^a-zA-Z0-9_])stdout([^a-zA-Z0-9_]|$)' \
    'cli/[^/]*'
fence "the end of the process" '(^|[^a-zA-Z0-9_])_?exit\(' 'cli/[^/]*'
fence "the clock of the day" '(^|[^a-zA-Z0-9_])(time\(|gettimeofday\(|g_get_real_time\(|g_date_time_new_now)' \
    'cli/[^/]*'
# Only base/source.c may: it sorts what it finds.
fence "the order of a hash table" 'g_hash_table_(iter_init|foreach|get_keys|get_values)' \
    'base/source\.c'
fence "qsort (ct_sort takes an array of nothing)" '(^|[^a-zA-Z0-9_])qsort\(' 'base/sort\.h'
fence "libc's random numbers" '(^|[^a-zA-Z0-9_])(rand|srand|random|drand48|g_random_[a-z_]+|g_rand_[a-z_]+)\(' 'none'
finish
