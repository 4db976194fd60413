#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `./dev` on machines that this one is not: a Debian that misses packages, and a system without
# apt-get. Fake tools stand in; nothing is installed.
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
failures=0

wrong() {
    printf 'dev.sh: %s\n' "$*"
    sed 's/^/    /' "$box/output"
    failures=$((failures + 1))
}

# fake NAME LINE…: a tool in the box.
fake() {
    local name=$1
    shift
    printf '%s\n' '#!/bin/sh' "$@" >"$box/bin/$name"
    chmod +x "$box/bin/$name"
}

# dev VERB…: in a tree with nothing but the script, among the box's tools alone.
dev() {
    status=0
    env -i PATH="$box/bin" CI=true LOG="$box/log" "$box/tree/dev" "$@" \
        >"$box/output" 2>&1 </dev/null || status=$?
}

mkdir -p "$box/bin" "$box/tree"
cp "$root/dev" "$box/tree/dev"
for tool in bash env sh dirname readlink nproc cat grep mkdir tail rm sed sleep tr flock; do
    ln -s "$(command -v "$tool")" "$box/bin/$tool"
done

dev help
if [ "$status" -ne 0 ] || ! grep -q 'usage: ./dev' "$box/output"; then
    wrong "help does not help ($status)"
fi
dev frobnicate
[ "$status" -eq 2 ] || wrong "an unknown verb ends with $status, not 2"
dev clean everything
grep -q 'too many arguments: clean everything' "$box/output" || wrong "clean takes what it does not know"
dev build
if [ "$status" -eq 0 ] || ! grep -q libigraph-dev "$box/output"; then
    wrong "without apt-get the list of what is needed is not shown ($status)"
fi

# A Debian where only these two are missing; the build cannot go on, there being no cmake.
# shellcheck disable=SC2016 # the fake tools expand these
fake dpkg-query 'for last; do :; done' \
    'case $last in libyaml-dev | cmake) exit 1 ;; *) echo installed ;; esac'
# shellcheck disable=SC2016
fake apt-get 'echo "$*" >>"$LOG"' '[ "$1" = update ] || echo "frontend=$DEBIAN_FRONTEND" >>"$LOG"'
# shellcheck disable=SC2016
fake id 'echo ${FAKE_ID:-0}'
dev build
want=$'update\ninstall -y --no-install-recommends cmake libyaml-dev\nfrontend=noninteractive'
[ "$(cat "$box/log")" = "$want" ] || wrong "apt-get was called so: $(cat "$box/log")"
[ "$status" -ne 0 ] || wrong "a build without cmake succeeds"

# Not root, and no sudo: it says what to install and stops before apt-get.
rm "$box/log"
fake id 'echo 1000'
dev build
if [ "$status" -eq 0 ] || [ -e "$box/log" ] || ! grep -q 'as root: apt-get install .*cmake libyaml-dev' "$box/output"; then
    wrong "without root and sudo ($status)"
fi
# A sudo that asks for a password nobody can type: likewise.
fake sudo 'echo "sudo: a password is required" >&2' 'exit 1'
dev build
if [ "$status" -eq 0 ] || [ -e "$box/log" ] || ! grep -q 'as root: apt-get install .*cmake libyaml-dev' "$box/output"; then
    wrong "with a sudo that wants a password ($status)"
fi
# shellcheck disable=SC2016
fake sudo '[ "$1" = -n ] || exit 1' 'shift' 'exec "$@"'
dev build
[ "$(tail -n 3 "$box/log")" = "$want" ] || wrong "sudo called apt-get so: $(cat "$box/log")"

# Whoever waits for a minute hears that something goes on.
# shellcheck disable=SC2016
fake apt-get '[ "$1" != install ] || { echo "Unpacking libyaml-dev"; /bin/sleep 2; }'
fake id 'echo 0'
# As if half a minute had gone by before the first look at the clock.
# shellcheck disable=SC2016
sed -i 's/start=$SECONDS next=30/start=$((SECONDS - 29)) next=30/' "$box/tree/dev"
dev build
grep -q '^   *3[0-9] s  Unpacking libyaml-dev' "$box/output" || wrong "it installs in silence"

# Two at once: the second waits for the first.
# shellcheck disable=SC2016
fake cmake 'case $* in *--build*) echo build ;; *) echo configure; /bin/sleep 1 ;; esac >>"$LOG"'
fake dpkg-query 'echo installed'
rm -f "$box/log"
dev build &
dev build
wait
want=$'configure\nbuild\nconfigure\nbuild'
[ "$(cat "$box/log")" = "$want" ] || wrong "two builds at once: $(cat "$box/log")"

# A place where nothing can be written: the message says so, not mkdir's alone.
rm -rf "$box/tree/build"
echo "a file" >"$box/tree/build"
dev build
if [ "$status" -eq 0 ] || ! grep -q 'cannot write to .*/build' "$box/output"; then
    wrong "without a place to write to ($status)"
fi

[ "$failures" -eq 0 ]
