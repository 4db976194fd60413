#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# clang-tidy on the sources that differ from main's last common commit, or on all with --all.
# Needs compile_commands.json of the dev preset.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

readonly DATABASE=build/dev

if ! command -v clang-tidy-14 >/dev/null; then
    echo "skipped: clang-tidy-14 is not installed"
    exit 0
fi
if ! [ -e "$DATABASE/compile_commands.json" ]; then
    echo "clang_tidy.sh: configure first: cmake --preset dev"
    exit 1
fi

# On main itself, or without git's history, what the last commit touched is what changed.
changed() {
    local base
    base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null || true)
    if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD 2>/dev/null)" ]; then
        base=$(git rev-parse --verify --quiet HEAD~1 || git hash-object -t tree /dev/null)
    fi
    { git diff --name-only "$base"; git ls-files --others --exclude-standard; } | sort -u
}

if [ "${1:-}" = --all ]; then
    mapfile -t sources < <(files '*.c')
else
    mapfile -t sources < <(comm -12 <(files '*.c') <(changed))
fi
mapfile -t sources < <(
    for source in "${sources[@]}"; do
        grep -qF "/$source\"" "$DATABASE/compile_commands.json" && printf '%s\n' "$source"
    done
)
printf '%d file(s) to read\n' "${#sources[@]}"
[ "${#sources[@]}" -gt 0 ] || exit 0
printf '%s\n' "${sources[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy-14 -p "$DATABASE" --quiet \
    --warnings-as-errors='*' --extra-arg=-Wno-unknown-warning-option 2>/dev/null ||
    finding "clang-tidy found the above"
finish
