#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What somebody sees who presses the tab key in zsh, with the completion that the command writes
# today: zsh_completion.out beside this. CT_UPDATE_GOLDEN=1 rewrites it.
# usage: zsh.sh PATH-OF-CYBERTWIN
set -euo pipefail

command=$(readlink -f "$1")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
if ! command -v zsh >/dev/null; then
    echo "skipped: zsh is not here to complete"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/completions" "$scratch/files" "$scratch/files/plant"
"$command" help --completion zsh -o "$scratch/completions/_cybertwin"
touch "$scratch/files/topology.yaml"
here=$PWD
cd "$scratch/files"
timeout 120 zsh -f "$here/zsh_completion.zsh" "$scratch/completions" "$scratch" \
    'cybertwin r' 'cybertwin why' 'cybertwin run ' 'cybertwin run --c' 'cybertwin run --cost=' \
    'cybertwin run --format=' 'cybertwin run plant --max-r' 'cybertwin list ' \
    'cybertwin list facts ' 'cybertwin help e' 'cybertwin help --completion=' \
    >"$scratch/got"
cd "$here"
if [ "${CT_UPDATE_GOLDEN:-}" = 1 ]; then
    cp "$scratch/got" zsh_completion.out
else
    diff -u zsh_completion.out "$scratch/got"
fi
