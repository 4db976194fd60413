#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Files that the command writes about itself must be what it writes today: the manual page and the
# completions. CT_UPDATE_GOLDEN=1 rewrites them.
# usage: written.sh PATH-OF-CYBERTWIN
set -euo pipefail

command=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
failed=0

compare() { # FILE OPTION…
    local file=$1
    shift
    if [ "${CT_UPDATE_GOLDEN:-}" = 1 ]; then
        "$command" help "$@" -o "$file"
    elif ! "$command" help "$@" | diff -u "$file" -; then
        failed=1
    fi
}

compare docs/cybertwin.1 --man
compare completions/cybertwin.bash --completion bash
compare completions/_cybertwin --completion zsh
# docs/checks.md, which `list` knows
checks() {
    printf '# Checks\n\n%s\n%s\n\n' \
        "What rows of catalogs are decided by (assurance/checks, [how to write one](standards.md))." \
        "Made by \`cybertwin list checks -f markdown\`."
    "$command" list checks -f markdown
}
if [ "${CT_UPDATE_GOLDEN:-}" = 1 ]; then
    checks >docs/checks.md
elif ! checks | diff -u docs/checks.md -; then
    failed=1
fi
bash -n completions/cybertwin.bash
if command -v zsh >/dev/null; then
    zsh -n completions/_cybertwin
else
    echo "skipped: zsh is not here to read completions/_cybertwin"
fi
if command -v man >/dev/null; then
    LC_ALL=C.UTF-8 man -l --warnings -E UTF-8 docs/cybertwin.1 2>&1 >/dev/null | tee /dev/stderr |
        if grep -q .; then exit 1; fi
else
    echo "skipped: man is not here to format docs/cybertwin.1"
fi
exit "$failed"
