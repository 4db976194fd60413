#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every source names its licence; nothing speaks of work left undone or of the machine it was
# written on.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

while IFS= read -r file; do
    case $file in tests/fuzz/corpus/*) continue ;; esac # inputs, byte for byte as they were found
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-or-later' ||
        finding "$file: no SPDX line at its top"
done < <(files '*.c' '*.h' '*.def' '*.lua' '*.sh' '*.cmake' '*CMakeLists.txt' dev .ci/run tests/lint/run tests/fuzz/run)

# The brackets keep the patterns from finding themselves.
readonly UNDONE='\b(TO[D]O|FIX[M]E|X[X]X|HAC[K]|[Ff]or no[w]|[Ss]implifie[d]|[Pp]laceholde[r]|[Nn]ot implemente[d]|[Ss]tu[b]s?)\b'
readonly MACHINE='(/wor[k]/|/far[m]/|/roo[t]/|/hom[e]/[a-z]+/|\.librar[y]/)'

collect < <(
    files '*.c' '*.h' '*.def' '*.lua' '*.sh' '*.cmake' '*CMakeLists.txt' '*.md' '*.yaml' '*.yml' '*.json' dev .ci/run |
        grep -vx LICENSE | tr '\n' '\0' | xargs -0 -r grep -nIHE "$UNDONE|$MACHINE" |
        cut -c1-160
)
finish
