#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The best path to a goal as SVG on standard output: rooms are zones, arrows what a step needs.
# usage: docs/pictures/path.sh [--dot] PACKAGE FACT > picture.svg
# (after ./dev build, or with CYBERTWIN=command; needs jq, and graphviz unless --dot asks for its input)
# docs/pictures/list.txt names the pictures kept here and what each shows.
set -euo pipefail

command=${CYBERTWIN:-build/cybertwin}
[[ $command != */* ]] || command=$(readlink -f "$command")
if [ "${1:-}" = --dot ]; then
    shift
    draw=(cat)
else
    draw=(dot -Tsvg)
fi
[ "$#" -eq 2 ] || { echo "usage: path.sh [--dot] PACKAGE FACT" >&2; exit 2; }
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

# shellcheck disable=SC2016 # jq has dollars of its own
"$command" run --quiet --format json --paths 1 --goal "$2" "$1" | jq -r '
    def quoted: "\"" + gsub("\""; "\\\"") + "\"";
    # What happens in no zone: to people and their passwords, to releases, to what depends on it all.
    def room: .to_zone // (.gains[0] | if startswith("impaired:") then "what is lost"
        elif startswith("tainted:") then "release of " + ltrimstr("tainted:") else "people" end);
    [.goals[0].paths[0].steps[] | . + {room: room}] | to_entries as $steps
    | ([$steps[] | {step: .key, fact: .value.gains[]}]) as $made
    | "digraph path {",
      "  rankdir=TB; ranksep=0.3; nodesep=0.25; newrank=true; bgcolor=white;",
      "  fontname=\"sans-serif\"; fontsize=11; fontcolor=\"#334155\";",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=white, color=\"#334155\", fontname=\"sans-serif\", fontsize=10, margin=\"0.12,0.06\"];",
      "  edge [color=\"#b45309\", arrowsize=0.7];",
      ($steps | group_by(.value.room)[]
        | "  subgraph \("cluster_" + .[0].value.room | quoted) {",
          "    label=\(.[0].value.room | quoted); labeljust=l; style=\"rounded,filled\"; color=\"#cbd5e1\"; fillcolor=\"#f1f5f9\";",
          (select(.[0].value.room == "people") | "    rank=same;"),
          (.[] | "    \(.key) [label=\("\(.key + 1)  \(.value.title)  (\(.value.technique))\\n\(.value.gains[0])" | quoted)];"),
          "  }"),
      ($steps[] | .key as $to | .value.needs[] as $need
        | ([$made[] | select(.fact == $need)][0].step) as $from
        | select($from != null) | "  \($from) -> \($to);"),
      "}"' | "${draw[@]}" | sed -e '/^<!--/d' -e '/^ -->/d'
