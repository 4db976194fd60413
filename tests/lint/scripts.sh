#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The checkers of other languages, each where it is installed: shellcheck, luacheck, codespell,
# yamllint.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

# with TOOL GLOB… -- COMMAND…: runs COMMAND on the matching files if TOOL is there.
with() {
    local tool=$1 globs=() found=()
    shift
    while [ "$1" != -- ]; do
        globs+=("$1")
        shift
    done
    shift
    if ! command -v "$tool" >/dev/null; then
        printf 'skipped: %s is not installed\n' "$tool"
        return
    fi
    mapfile -t found < <(files "${globs[@]}" | grep -v '^tests/bad/' || true)
    [ "${#found[@]}" -gt 0 ] || return 0
    "$@" "${found[@]}" || finding "$tool found the above"
}

with shellcheck '*.sh' dev .ci/run tests/lint/run tests/fuzz/run -- shellcheck -x -P SCRIPTDIR
with luacheck '*.lua' -- luacheck --quiet --codes --no-color
# Tests misspell on purpose; names in capitals are not words.
with codespell 'base/*' 'store/*' 'lua/*' 'topology/*' 'attacks/*' 'analysis/*' 'sim/*' 'assurance/*' \
    'draw/*' 'report/*' 'viz/*' 'cli/*' 'bench/*' 'scenarios/*' 'docs/*' '*.md' dev .ci/run -- \
    codespell --ignore-words tests/lint/codespell.words --ignore-regex '\b[A-Z][A-Z0-9]+\b|\w+…'
with yamllint '*.yaml' '*.yml' -- yamllint --strict -c tests/lint/yamllint.yaml
finish
