#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the recipes of docs/ci.md as a pipeline would, but for building and uploading.

usage: ci.py CYBERTWIN PAGE PACKAGE
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

BLOCK = re.compile(r"<!-- (\w+)(?:: (\S+))? -->\n```\w+\n(.*?)```\n", re.DOTALL)
# What makes the design worse: a way from outside into the plant, with its line in the topology.
WORSE = ("conduits:", "conduits:\n  back: { from: outside, to: plant, allow: [ { port: any } ] }")


def github(recipe):
    """The scripts of a workflow in order: (script, runs whatever came before)."""
    for step in recipe["jobs"]["gate"]["steps"]:
        if "run" in step and step["name"] != "Build Cybertwin":
            yield step["run"], step.get("if") == "always()"


def gitlab(recipe):
    """The same of a pipeline: lines of a script stop at the first that fails."""
    yield "\n".join(recipe["design"]["script"]), False
    yield "\n".join(recipe["design"]["after_script"]), True


def play(steps, folder, environment):
    """The status of the job; scripts run under `bash -e`, as both services do."""
    status = 0
    for script, always in steps:
        if status != 0 and not always:
            continue
        done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment,
                              check=False, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"  exit status {done.returncode}: {script.strip()}\n{done.stderr}", end="")
            status = status or done.returncode
    return status


def main():
    """Each recipe on the design of the baseline, then on a worse one."""
    cybertwin, page, package = sys.argv[1:]
    blocks = BLOCK.findall(pathlib.Path(page).read_text(encoding="utf-8"))
    recipes = {name: yaml.safe_load(text) for kind, name, text in blocks if kind == "recipe"}
    readers = {"github": github, "gitlab": gitlab}
    failed = sorted(recipes) != sorted(readers)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "bin").mkdir()
        (folder / "bin" / "cybertwin").symlink_to(cybertwin)
        environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}",
                       "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1767225600"}
        subprocess.run(["git", "init", "-q", "."], cwd=folder, check=True)
        shutil.copytree(package, folder / "design")
        for kind, name, text in blocks:
            if kind == "file":
                (folder / name).write_text(text, encoding="utf-8")
        for kind, name, text in blocks:
            if kind == "setup":
                subprocess.run(["bash", "-e", "-c", text], cwd=folder, env=environment, check=True)
        topology = folder / "design" / "topology.yaml"
        before = topology.read_text(encoding="utf-8")
        for name, recipe in sorted(recipes.items()):
            for worse in (False, True):
                topology.write_text(before.replace(*WORSE) if worse else before, encoding="utf-8")
                for left in ("gate.ctrun", "design.html", "design.sarif", "design.xml"):
                    (folder / left).unlink(missing_ok=True)
                print(f"{name}, {'a worse design' if worse else 'as in the baseline'}")
                status = play(readers[name](recipe), folder, environment)
                made = (folder / "design.html").exists() and (folder / "gate.ctrun").exists()
                if (status == 1) != worse or status > 1 or not made:
                    print(f"  status {status}, reports {'made' if made else 'missing'}")
                    failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
