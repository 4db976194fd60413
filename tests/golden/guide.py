#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the command lines of a Markdown page in order, so that the page stays true.

A block of shell is run line by line where a line begins with "cybertwin "; exit status 0 is
expected unless the line ends in a comment "# exit status N". A block after <!-- file: NAME --> is
written to that file first, one after <!-- append: NAME --> is added to it, one after
<!-- output: COMMAND LINE --> must stand in what that prints. Everything happens in a scratch folder
that sees the project's scenarios.

usage: guide.py CYBERTWIN PAGE…
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"(?:<!-- (file|append|output): (.+?) -->\n)?```(\w*)\n(.*?)```\n", re.DOTALL)


def run_line(line, folder, environment):
    """One command line; whether it ended as the page says."""
    promised = re.search(r"# exit status (\d+)$", line)
    expected = int(promised.group(1)) if promised else 0
    done = subprocess.run(["bash", "-c", line], cwd=folder, env=environment, check=False,
                          capture_output=True, text=True)
    if done.returncode == expected:
        return True
    print(f"exit status {done.returncode}, not {expected}: {line}\n{done.stdout}{done.stderr}")
    return False


def check_excerpt(line, excerpt, folder, environment, shown):
    """Whether the excerpt stands in what the command line prints; several ask for one run."""
    if line not in shown:
        done = subprocess.run(["bash", "-c", line], cwd=folder, env=environment, check=False,
                              capture_output=True, text=True)
        shown[line] = done.stdout
    if excerpt in shown[line]:
        return True
    print(f"the page shows what does not come: {line}\n{excerpt}\n--- but\n{shown[line]}")
    return False


def run_page(page, folder, environment):
    """All blocks of a page; the number of lines run and of failures."""
    ran = failed = 0
    shown = {}  # since a file was written last
    for kind, name, language, body in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "output":
            ran += 1
            failed += not check_excerpt(name, body, folder, environment, shown)
        elif name:
            shown = {}
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a" if kind == "append" else "w", encoding="utf-8") as file:
                file.write(body)
        for line in body.splitlines() if language == "sh" else []:
            if line.startswith("cybertwin "):
                ran += 1
                if re.search(r" -o |>", line):
                    shown = {}
                failed += not run_line(line, folder, environment)
    return ran, failed


def main():
    command = pathlib.Path(sys.argv[1]).resolve()
    root = pathlib.Path(__file__).resolve().parents[2]
    total = wrong = 0
    for page in sys.argv[2:]:
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "scenarios").symlink_to(root / "scenarios")
            (folder / "bin").mkdir()
            (folder / "bin" / "cybertwin").symlink_to(command)
            suppressed = root / "tests" / "support" / "lsan.supp"
            environment = dict(os.environ, PATH=f"{folder / 'bin'}:{os.environ['PATH']}",
                               LSAN_OPTIONS=f"print_suppressions=0:suppressions={suppressed}")
            ran, failed = run_page(pathlib.Path(page).resolve(), folder, environment)
            total += ran
            wrong += failed
    print(f"{total} command lines, {wrong} failures")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
