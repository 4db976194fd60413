#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Files and functions stay readable: a source past 600 lines, a header past 300 or a function past
# 60 is an error; past 400 and 150 a file gets a line of advice.
# shellcheck disable=SC2016 # awk has dollars of its own
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

# Headers that are tables: columns of the model, words of its language.
readonly TABLES='^topology/(model|words)\.h$'

# limit ADVICE HARD FILE
limit() {
    local lines
    lines=$(wc -l <"$3")
    if [ "$lines" -gt "$2" ]; then
        finding "$3: $lines lines, more than $2: split it by idea"
    elif [ "$lines" -gt "$1" ]; then
        printf 'advice: %s has %d lines, better under %d\n' "$3" "$lines" "$1"
    fi
}

while IFS= read -r file; do
    limit 400 600 "$file"
done < <(files '*.c' '*.lua')
while IFS= read -r file; do
    [[ $file =~ $TABLES ]] || limit 150 300 "$file"
done < <(files '*.h')

collect < <(
    files '*.c' | xargs -r awk '
        /^\{/ { start = FNR }
        /^\}/ && start {
            if (FNR - start - 1 > 60)
                printf "%s:%d: a function of %d lines, more than 60\n", FILENAME, start, FNR - start - 1
            start = 0
        }'
)
finish
