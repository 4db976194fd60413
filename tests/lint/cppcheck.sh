#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# cppcheck over the product, with its own knowledge of GLib and Lua. Its search for uninitialised
# variables takes an array that is filled and counted for one that is not; valgrind looks for those.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

if ! command -v cppcheck >/dev/null; then
    echo "skipped: cppcheck is not installed"
    exit 0
fi
mkdir -p build/cppcheck
files '*.c' | grep -v '^tests/' >build/cppcheck/files
cppcheck --quiet -j "$(nproc)" --std=c11 --language=c --enable=warning,performance,portability \
    --library=gtk,lua,posix --inline-suppr --suppress=missingInclude --suppress=internalAstError \
    --suppress=unknownMacro --suppress=uninitvar --cppcheck-build-dir=build/cppcheck -I. -D_GNU_SOURCE \
    --error-exitcode=1 --file-list=build/cppcheck/files || finding "cppcheck found the above"
finish
