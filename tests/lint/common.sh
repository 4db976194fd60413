# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
# What the checks share: the tree they look at, its files, and how a finding is told.
# CT_LINT_ROOT points the checks at another tree; selftest.sh does, to see each of them fail.
set -euo pipefail
export LC_ALL=C.UTF-8

root=${CT_LINT_ROOT:-$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..}
cd "$root"
findings=0

# files GLOB…: the tree's files, tracked or new, that match, sorted; links left out.
files() {
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git ls-files --cached --others --exclude-standard -- "$@"
    else
        local glob
        for glob in "$@"; do
            find . -path ./build -prune -o -type f -path "./$glob" -print | sed 's|^\./||'
        done
    fi | sort -u | while IFS= read -r file; do
        if [ -f "$file" ] && ! [ -L "$file" ]; then
            printf '%s\n' "$file"
        fi
    done
}

finding() {
    printf '%s\n' "$*"
    findings=$((findings + 1))
}

# Takes the findings that a pipeline printed, one a line.
collect() {
    local line
    while IFS= read -r line; do
        finding "$line"
    done
}

finish() {
    if [ "$findings" -gt 0 ]; then
        printf '%s: %d finding(s)\n' "$(basename "$0")" "$findings"
        exit 1
    fi
}
