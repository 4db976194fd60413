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
# The design at rest over the moment: found on request, while the window goes on.
xdotool type "v"
await "the analysis" grep -q 'the design is analysed' said
shoot replay-4.png
cmp -s replay-3.png replay-4.png && fail "the matrix of a run does not show"
xdotool key Down Right
shoot replay-5.png
cmp -s replay-4.png replay-5.png && fail "a cell of it tells nothing"
xdotool type "v"
shoot replay-6.png
cmp -s replay-5.png replay-6.png && fail "the matrix of a run does not go away"
xdotool type "c"
shoot replay-7.png
cmp -s replay-6.png replay-7.png && fail "a choke point of a run does not show"
xdotool type "w"
shoot replay-8.png
cmp -s replay-7.png replay-8.png && fail "a way of a run does not show"
xdotool key question
shoot replay-9.png
cmp -s replay-8.png replay-9.png && fail "the help does not show"
xdotool key Escape t
xdotool windowsize "$window" 900 640
shoot replay-10.png
finish
grep -q '^theme=dark$' config/cybertwin/window.ini || fail "the theme is not remembered"
grep -q '^width=900$' config/cybertwin/window.ini || fail "the width is not remembered"

# Every panel of a design, each of which changes the picture; a row and a cell lead back to the plan.
printf '[window]\nwidth=1280\nheight=800\n' >config/cybertwin/window.ini
start view "$source/scenarios/energy-ukraine-2015"
shoot view-1.png
before=view-1.png
number=1
# differs KEY…: the picture is another one after them.
differs() {
    xdotool key "$@"
    number=$((number + 1))
    shoot "view-$number.png"
    cmp -s "$before" "view-$number.png" && fail "$* shows nothing"
    before=view-$number.png
}
differs n
differs c
differs x
differs m
differs Right Down
xdotool mousemove --window "$window" 400 300 click 1
differs Escape Tab j Return
differs bracketright bracketright
xdotool key bracketleft
differs question
xdotool key Escape
xdotool windowsize "$window" 200 150
shoot view-$((number + 1)).png
finish
grep -q '^percent=125$' config/cybertwin/window.ini || fail "the size of text is not remembered"
rm -f view-*.png

# As a screen with finer pixels: the same picture, twice as large.
printf '[window]\nwidth=1280\nheight=800\npercent=200\n' >config/cybertwin/window.ini
start view "$source/scenarios/water-unitronics-2023"
xdotool type "nxcm"
shoot view-1.png
finish
rm -f view-1.png

printf '[window]\nwidth=200\nheight=150\n' >config/cybertwin/window.ini
start view "$source/scenarios/water-unitronics-2023"
shoot view-1.png
xdotool type "nxcmbt0+-h?"
xdotool key Escape Tab j Return
shoot view-2.png
finish

# What is hard to show: nothing at all, very many rooms, names from everywhere and of any length.
printf 'cybertwin: 1\nname: Nothing\n' >nothing.yaml
{
    printf 'cybertwin: 1\nname: Many rooms\nproducts: { p: { kind: plc } }\nzones:\n'
    for ((i = 0; i < 2000; i++)); do echo "  z$i: {}"; done
    printf 'assets:\n'
    for ((i = 0; i < 2000; i++)); do echo "  a$i: { product: p, zone: z$i }"; done
} >rooms.yaml
long=$(printf '%0300d' 7)
cat >names.yaml <<'END'
cybertwin: 1
name: "\u0645\u0635\u0646\u0639 \u5de5\u5382 \U0001F3ED \u202E \x1b[31m"
zones: { z: { name: "\u0645\u0635\u0646\u0639\u202E" }, y: { name: "LONG" } }
products: { p: { kind: plc, name: "LONG" } }
assets:
  a: { product: p, zone: z, name: "\u5de5\u5382\u5de5\u5382" }
  b: { product: p, zone: y, name: "\U0001F3ED\U0001F3ED\a\t\x1b[2J" }
  c: { product: p, zone: y, name: "LONG" }
END
sed -i "s/LONG/$long/" names.yaml
for hard in nothing rooms names; do
    for size in "width=1280\nheight=800" "width=200\nheight=150"; do
        # shellcheck disable=SC2059
        printf "[window]\\n$size\\n" >config/cybertwin/window.ini
        rm -f view-*.png
        start view "$hard.yaml"
        shoot view-1.png
        xdotool type "nxcm+/a"
        xdotool key Return
        xdotool type "?"
        shoot view-2.png
        finish
    done
done
printf '[window]\nwidth=1280\nheight=800\n' >config/cybertwin/window.ini

# Two runs on one clock: of one design, with another seed.
"$cybertwin" run "$source/scenarios/water-unitronics-2023" -n 5 --seed 2 --quiet -o other.ctrun \
    >/dev/null || [ $? -eq 1 ] || fail "there is no other run"
start replay run.ctrun --compare other.ctrun
xdotool key End
shoot replay-11.png
xdotool type "gGdDrRlLmMfgoal"
xdotool key Return
xdotool type "nnp"
shoot replay-12.png
cmp -s replay-11.png replay-12.png && fail "stepping from goal to goal shows nothing"
finish

# refuses WHAT FILE: exit status 2, and a line that is not empty.
refuses() {
    local status=0
    "$cybertwin" replay "$2" 2>said || status=$?
    [ "$status" -eq 2 ] || fail "$1: exit status $status"
    [ -s said ] || fail "$1: nothing is said"
}

head -c 5000 run.ctrun >cut.ctrun
refuses "a run file that is cut off" cut.ctrun
head -c 100 /dev/zero >zeroes.ctrun
refuses "a run file of zeroes" zeroes.ctrun
: >empty.ctrun
refuses "an empty run file" empty.ctrun
refuses "a run file that is not there" gone.ctrun
if command -v sqlite3 >/dev/null; then
    cp run.ctrun version.ctrun
    sqlite3 version.ctrun 'pragma user_version = 999' || fail "the version is not changed"
    refuses "a run file of another version" version.ctrun
    grep -q 'version 999' said || fail "the version is not named"
    # Without its traces a replication is played again from its inputs.
    cp run.ctrun traceless.ctrun
    sqlite3 traceless.ctrun 'delete from trace_chunk; delete from trace;' || fail "no traces"
    start replay traceless.ctrun
    shoot replay-13.png
    finish
fi
