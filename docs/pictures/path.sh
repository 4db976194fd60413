#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The best path to one goal as SVG on standard output: rooms are zones, arrows what a step needs.
# usage: docs/pictures/path.sh PACKAGE GOAL > picture.svg    (after ./dev build; needs jq, graphviz)
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

# shellcheck disable=SC2016 # jq has dollars of its own
build/cybertwin run --quiet --format json "$1" | jq -r --arg goal "$2" '
    def quoted: "\"" + gsub("\""; "\\\"") + "\"";
    [.goals[] | select(.id == $goal)][0].paths[0].steps | to_entries as $steps
    | ([$steps[] | {step: .key, fact: .value.gains[]}]) as $made
    | "digraph path {",
      "  rankdir=TB; ranksep=0.3; nodesep=0.25; newrank=true; bgcolor=white;",
      "  fontname=\"sans-serif\"; fontsize=11; fontcolor=\"#334155\";",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=white, color=\"#334155\", fontname=\"sans-serif\", fontsize=10, margin=\"0.12,0.06\"];",
      "  edge [color=\"#b45309\", arrowsize=0.7];",
      ($steps | group_by(.value.to_zone)[]
        | "  subgraph \("cluster_" + (.[0].value.to_zone // "nowhere") | quoted) {",
          "    label=\(.[0].value.to_zone // "people" | quoted); labeljust=l; style=\"rounded,filled\"; color=\"#cbd5e1\"; fillcolor=\"#f1f5f9\";",
          (.[] | "    \(.key) [label=\("\(.key + 1)  \(.value.title)  (\(.value.technique))\n\(.value.gains[0])" | quoted)];"),
          "  }"),
      ($steps[] | .key as $to | .value.needs[] as $need
        | ([$made[] | select(.fact == $need)][0].step) as $from
        | select($from != null) | "  \($from) -> \($to);"),
      "}"' | dot -Tsvg | sed -e '/^<!--/d' -e '/^ -->/d'
