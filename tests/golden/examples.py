#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The small attack histories in a folder of examples: each goal and each negative control.

A folder has topology.yaml and expected.yaml, with entry, goals and negative_controls; a control
patches the topology and says which goals are then reachable. The order of techniques on the best
path is printed, not judged.

usage: examples.py CYBERTWIN FOLDER
"""
import json
import pathlib
import subprocess
import sys

import yaml


def run(command, topology, entries, goals, patch):
    """The answers to `goals`, in order, as goal objects of the JSON result."""
    line = [command, "run", str(topology), "--format", "json", "--quiet"]
    for entry in entries:
        line += ["--entry", entry]
    for goal in goals:
        line += ["--goal", goal]
    for path, value in patch.items():
        line += ["--set", f"{path}={json.dumps(value)}"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 4):
        raise RuntimeError(f"{' '.join(line)}: exit status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)["goals"]


def order_matches(path, wanted):
    """Whether each item of `wanted`, ids of which one suffices, comes in this order on the path."""
    items = iter(wanted)
    item = next(items, None)
    for step in path["steps"]:
        if item is not None and set(step["ids"] + [step["technique"]]) & set(item):
            item = next(items, None)
    return item is None


def check_goals(name, command, topology, expected):
    """The goals as they stand; the number of wrong answers."""
    goals = expected["goals"]
    answers = run(command, topology, expected["entry"], [g["fact"] for g in goals.values()], {})
    wrong = 0
    for (goal_id, goal), answer in zip(goals.items(), answers, strict=True):
        ok = answer["reachable"] == goal["reachable"]
        wrong += not ok
        print(f"{'ok   ' if ok else 'WRONG'} {name}: {goal_id} is {answer['reachable']}")
        if "techniques_in_order" in goal and answer["paths"]:
            steps = answer["paths"][0]["steps"]
            found = any(order_matches(p, goal["techniques_in_order"]) for p in answer["paths"])
            print(f"      order {'as' if found else 'not as'} expected: best path by "
                  f"{answer['ordered_by']}: {' '.join(s['technique'] for s in steps)}")
    return wrong


def check_controls(name, command, topology, expected):
    """The negative controls; the number of wrong answers."""
    wrong = 0
    for control in expected.get("negative_controls", []):
        entries = control.get("entry", expected["entry"])
        wanted = control["expect"]
        facts = [expected["goals"].get(g, {"fact": g})["fact"] for g in wanted]
        answers = run(command, topology, entries, facts, control["patch"])
        for (goal_id, want), answer in zip(wanted.items(), answers, strict=True):
            ok = answer["reachable"] == want
            wrong += not ok
            print(f"{'ok   ' if ok else 'WRONG'} {name}, {control['id']}: {goal_id} is "
                  f"{answer['reachable']}")
    return wrong


def main():
    command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    wrong = 0
    cases = sorted(folder.glob("*/expected.yaml"))
    for case in cases:
        expected = yaml.safe_load(case.read_text(encoding="utf-8"))
        topology = case.parent / "topology.yaml"
        wrong += check_goals(case.parent.name, command, topology, expected)
        wrong += check_controls(case.parent.name, command, topology, expected)
    print(f"{len(cases)} histories, {wrong} wrong answers")
    return 1 if wrong or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
