#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A session with the window under an X server of its own, driven from outside: keys, clicks, wheel,
# a resize and screenshots; and what is said without a display. It waits for what is to happen, never
# for a time to pass.
# usage: window.sh PATH-OF-CYBERTWIN
set -euo pipefail

cybertwin=$(readlink -f "$1")
source=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
# What drivers and desktops leave behind is not ours; the suites of viz/ look for leaks of our own.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"
for tool in Xvfb xdotool; do
    if ! command -v "$tool" >/dev/null; then
        echo "skipped: $tool is not here, so the window was NOT tried"
        exit 77
    fi
done
folder=$(mktemp -d)
children=()
stop() {
    for child in "${children[@]}"; do
        kill "$child" 2>/dev/null || true
    done
    wait
    rm -rf "$folder"
}
trap stop EXIT
cd "$folder"
export XDG_CONFIG_HOME="$folder/config"

fail() {
    echo "$1"
    cat said 2>/dev/null
    exit 1
}

# await WHAT COMMAND…: until the command succeeds; a loaded machine takes its time.
await() {
    local what=$1
    shift
    for ((i = 0; i < 600; i++)); do
        if "$@" >/dev/null 2>&1; then return; fi
        sleep 0.1
    done
    fail "waited in vain for $what"
}

# Without a display it says so, and what draws without one.
status=0
env -u DISPLAY -u WAYLAND_DISPLAY "$cybertwin" view "$source/scenarios/energy-ukraine-2015" \
    --quiet 2>said || status=$?
[ "$status" -eq 2 ] || fail "without a display: exit status $status"
grep -q 'there is no display' said || fail "nothing is said of the display"
grep -q 'cybertwin frame' said || fail "frame is not offered"

mkfifo number
Xvfb -displayfd 3 -screen 0 1400x1000x24 3>number >/dev/null 2>&1 &
children+=($!)
read -r display <number
export DISPLAY=":$display"

# start ARGUMENT…: cybertwin with its window open, its number in $window.
start() {
    : >said
    "$cybertwin" "$@" --verbose 2>said &
    session=$!
    children+=("$session")
    await "the first picture" grep -q 'first picture' said
    await "the window" xdotool search --onlyvisible --class cybertwin
    window=$(xdotool search --onlyvisible --class cybertwin | tail -1)
    xdotool windowfocus "$window"
}

# shoot NAME: presses s, waits until the file is there.
shoot() {
    xdotool key s
    await "the screenshot $1" test -s "$1"
}

# Ends with @1 as the exit status.
finish() {
    local status=0
    xdotool key q
    wait "$session" || status=$?
    [ "$status" -eq 0 ] || fail "exit status $status"
}

"$cybertwin" run "$source/scenarios/water-unitronics-2023" -n 5 --seed 1 --quiet -o run.ctrun \
    >/dev/null || [ $? -eq 1 ] || fail "there is no run"

start replay run.ctrun --at 0 --speed 100000x
shoot replay-1.png
xdotool key End
shoot replay-2.png
cmp -s replay-1.png replay-2.png && fail "the end looks like the start"
xdotool key Home space
xdotool mousemove --window "$window" 640 750 click 1
xdotool mousemove --window "$window" 400 300 click 4 click 4 click 5 click 1
xdotool type "np<>0"
xdotool key slash
xdotool type "plc"
xdotool key Return
shoot replay-3.png
xdotool key question
shoot replay-4.png
cmp -s replay-3.png replay-4.png && fail "the help does not show"
xdotool key Escape t
xdotool windowsize "$window" 900 640
shoot replay-5.png
finish
grep -q '^theme=dark$' config/cybertwin/window.ini || fail "the theme is not remembered"
grep -q '^width=900$' config/cybertwin/window.ini || fail "the width is not remembered"

printf '[window]\nwidth=200\nheight=150\n' >config/cybertwin/window.ini
start view "$source/scenarios/water-unitronics-2023"
shoot view-1.png
xdotool type "nxbt0+-h?"
xdotool key Escape Tab j Return
shoot view-2.png
finish

start replay run.ctrun --compare run.ctrun
xdotool key End
shoot replay-6.png
finish

status=0
head -c 5000 run.ctrun >cut.ctrun
"$cybertwin" replay cut.ctrun 2>said || status=$?
[ "$status" -eq 2 ] || fail "a run file that is cut off: exit status $status"
