#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the examples of the scripting tutorial.

Each block of Lua is a whole scenario.lua of the package that the page names: it is checked and
played, then the command lines and the shown outputs that follow are held to it, as guide.py does.

usage: tutorial.py [--check-only] CYBERTWIN PAGE
"""
import os
import pathlib
import shutil
import sys
import tempfile

import guide

PACKAGE = "scenarios/energy-ukraine-2015"


def try_example(body, folder, environment, quick):
    """One script in place of the package's own; the number of failures."""
    (folder / PACKAGE / "scenario.lua").write_text(body, encoding="utf-8")
    failed = not guide.run_line(f"cybertwin scenario check {PACKAGE}", folder, environment)
    if not quick:
        # The design misses its targets, whoever attacks.
        failed += not guide.run_line(f"cybertwin run {PACKAGE} -n 20 --quiet  # exit status 1",
                                     folder, environment)
    return failed


def run_page(page, folder, environment, quick):
    """All blocks in order; the numbers of examples, of command lines and of failures."""
    examples = lines = failed = 0
    shown = {}
    for kind, name, language, body in guide.BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "lua":
            examples += 1
            shown = {}
            failed += try_example(body, folder, environment, quick)
        elif kind == "output":
            lines += 1
            failed += not guide.check_excerpt(name, body, folder, environment, shown)
        elif language == "sh" and not quick:
            for line in body.splitlines():
                lines += 1
                failed += not guide.run_line(line, folder, environment)
    return examples, lines, failed


def main():
    quick = sys.argv[1] == "--check-only"
    command, page = (pathlib.Path(one).resolve() for one in sys.argv[1 + quick:])
    root = pathlib.Path(__file__).resolve().parents[2]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(root / PACKAGE, folder / PACKAGE)
        (folder / "bin").mkdir()
        (folder / "bin" / "cybertwin").symlink_to(command)
        suppressed = root / "tests" / "support" / "lsan.supp"
        environment = dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ['PATH']}",
                           LSAN_OPTIONS=f"print_suppressions=0:suppressions={suppressed}")
        examples, lines, failed = run_page(page, folder, environment, quick)
    print(f"{examples} examples, {lines} command lines, {failed} failures")
    return 1 if failed or not examples else 0


if __name__ == "__main__":
    sys.exit(main())
