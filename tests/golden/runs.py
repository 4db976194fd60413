#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The same result whatever happens on the way: threads, processes, folders, kills at any moment,
Ctrl-C, shares. And what a run file says when it was tampered with, or asked for something else.
usage: runs.py PATH-OF-CYBERTWIN"""
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/run-file.md")
COMMAND = os.path.abspath(sys.argv[1])
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", TERM="dumb", SOURCE_DATE_EPOCH="1767225600")
N = "1200"

# Small, so that simulating is what takes the time.
TOPOLOGY = """cybertwin: 1
name: A hall of pumps
products:
  pump: { kind: plc, services: { web: { port: tcp/80, auth: certificate } } }
networks: { internet: { medium: internet }, hall: {} }
zones: { outside: { outside: true, networks: [internet] }, inside: { networks: [hall] } }
conduits: { in: { from: outside, to: inside, allow: [ { port: tcp/80 } ] } }
assets:
  plc-1: { product: pump, zone: inside }
  spare: { product: pump, zone: inside, count: 20 }
vulnerabilities:
  flaw: { affects: [pump.web], cvss: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }
functions:
  main: { needs: [plc-1], loss: control, impact: { cost_per_hour: 10 } }
  reserve: { needs: { k: 3, of: [spare] }, loss: control }
requirements:
  keep: { function: main, must: controllable }
"""
SCENARIO = """pack "nasim"
attacker "outsider" {
  goals = { first = exec("plc-1", "admin"), last = exec("spare[19]", "admin") },
}
"""
RULES = """technique "nasim-exploit" {
  ids = { it = "CT-1" }, name = "Exploit", tactics = { "impact" },
  from = reach "s", each = vulnerability "v",
  gains = function(s) return { exec(s.asset, "admin"), controls(s.asset) } end,
  prepare = { time = exponential { mean = "10d" }, per = "vulnerability" },
  works = { p = 0.9, per = "asset" },
  time = exponential { mean = "20d" }, success = 0.3, tries = 30,
  noise = 0.2, skill = "novice", stops = {}, source = "assumption",
}
"""


def cybertwin(*words, expect=0, cwd=None):
    """Standard output; the exit status must be `expect`."""
    done = subprocess.run([COMMAND, *words], capture_output=True, text=True, env=ENVIRONMENT,
                          cwd=cwd, check=False)
    assert done.returncode == expect, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout if expect == 0 else done.stdout + done.stderr


def run(name, *words, **options):
    return cybertwin("run", "plant", "-n", N, "-q", "-o", name, *words, **options)


def content(name):
    return cybertwin("verify", "--hash", name).strip()


def leftovers():
    return sorted(name for name in os.listdir(".") if name.endswith((".part", ".tmp", "-journal")))


def check_threads_and_folders(want):
    for jobs in ("1", "2", "5"):
        run(f"jobs-{jobs}.ctrun", "--jobs", jobs)
        assert content(f"jobs-{jobs}.ctrun") == want, jobs
    shutil.copytree("plant", "elsewhere")
    os.mkdir("inside")
    cybertwin("run", "elsewhere", "-n", N, "-q", "-o", "elsewhere.ctrun")
    cybertwin("run", ".", "-n", N, "-q", "-o", "../inside.ctrun", cwd="plant")
    assert content("elsewhere.ctrun") == content("inside.ctrun") == want
    # Bytes are equal but for who ran it and how.
    rows = [sqlite3.connect(name).execute("SELECT * FROM session").fetchall()
            for name in ("want.ctrun", "jobs-2.ctrun")]
    assert rows[0] != rows[1]
    again = open("want.ctrun", "rb").read()
    run("want.ctrun")
    assert again == open("want.ctrun", "rb").read(), "equal runs give equal bytes"


def check_shares(want):
    shares = [f"share-{i}.ctrun" for i in range(1, 8)]
    for i, share in enumerate(shares, 1):
        run(share, "--shard", f"{i}/7")
    cybertwin("merge", *shares, "-q", "-o", "merged.ctrun")
    assert content("merged.ctrun") == want
    assert "missing" in cybertwin("merge", *shares[1:], "-o", "less.ctrun", expect=2)
    assert "twice" in cybertwin("merge", shares[0], *shares, "-o", "more.ctrun", expect=2)
    run("other.ctrun", "--seed", "9", "--shard", "1/7")
    said = cybertwin("merge", "other.ctrun", *shares[1:], "-o", "mixed.ctrun", expect=2)
    assert "seed" in said, said
    for name in ("less.ctrun", "more.ctrun", "mixed.ctrun"):
        assert not os.path.exists(name), name
    assert leftovers() == []


def start(name, n):
    return subprocess.Popen([COMMAND, "run", "plant", "-n", n, "-q", "-o", name, "--resume"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT,
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def seconds(n, name):
    begin = time.monotonic()
    cybertwin("run", "plant", "-n", n, "-q", "-o", name)
    return time.monotonic() - begin


def check_kills():
    """Killed at moments spread over the length of a run, in a row on one file, then gone on with;
    by Ctrl-C in between."""
    n = str(min(400000, int(8000 * 3 / seconds("8000", "short.ctrun"))))
    length = seconds(n, "whole.ctrun")
    want = content("whole.ctrun")
    killed = stopped = with_rows = 0
    for i in range(14):
        going = start("killed.ctrun", n)
        time.sleep(length * ((i * 5) % 14 + 0.5) / 14)
        going.send_signal(signal.SIGINT if i % 5 == 4 else signal.SIGKILL)
        said = going.communicate()[1]
        assert going.returncode in (0, 130, -signal.SIGKILL), (going.returncode, said)
        killed += going.returncode == -signal.SIGKILL
        stopped += going.returncode == 130
        assert all(name.startswith("killed.ctrun.") for name in leftovers()), leftovers()
        if os.path.exists("killed.ctrun"):
            assert content("killed.ctrun") == want
            os.remove("killed.ctrun")
        elif os.path.exists("killed.ctrun.part"):
            shutil.copy("killed.ctrun.part", "look.ctrun")
            if os.path.exists("killed.ctrun.part-journal"):
                shutil.copy("killed.ctrun.part-journal", "look.ctrun-journal")
            look = sqlite3.connect("look.ctrun")
            tables = look.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if tables > 0:
                rows = look.execute("SELECT count(*) FROM replication").fetchone()[0]
                with_rows += rows > 0
            look.close()
            for name in ("look.ctrun", "look.ctrun-journal"):
                if os.path.exists(name):
                    os.remove(name)
    cybertwin("run", "plant", "-n", n, "-q", "-o", "killed.ctrun", "--resume")
    assert content("killed.ctrun") == want
    cybertwin("verify", "killed.ctrun")
    assert leftovers() == [], leftovers()
    print(f"killed {killed} times, stopped {stopped} times, {with_rows} times rows were kept")
    assert killed + stopped > 3


def check_resume(want):
    run("afresh.ctrun", "--resume")
    assert content("afresh.ctrun") == want
    before = os.stat("afresh.ctrun")
    said = cybertwin("run", "plant", "-n", N, "-o", "afresh.ctrun", "--resume")
    assert f"{N} replications" in said and "first" in said, said
    after = os.stat("afresh.ctrun")
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns), "not touched"
    said = run("afresh.ctrun", "--resume", "--seed", "2", expect=2)
    assert "the option 'seed' differs" in said, said
    cybertwin("run", "plant", "-n", "200", "-o", "few.ctrun", "--resume")
    cybertwin("run", "plant", "-n", N, "-o", "few.ctrun", "--resume")
    assert content("few.ctrun") == want, "fewer, then more, is as many at once"
    with open("plant/topology.yaml", "a", encoding="utf-8") as file:
        file.write("# another word\n")
    said = run("afresh.ctrun", "--resume", expect=2)
    assert "topology.yaml' differs" in said, said
    # A part that never got anything into it is begun anew.
    open("blank.ctrun.part", "w", encoding="utf-8").close()
    said = run("blank.ctrun", expect=2)
    assert "--resume" in said, said
    run("blank.ctrun", "--resume")
    assert not os.path.exists("blank.ctrun.part")


def check_until():
    """A run that ends by its own precision ends at the same number after a kill."""
    words = ("run", "plant", "-q", "--until", "first:0.008", "--set", "zones.inside.x={a: 1}")
    cybertwin(*words, "-o", "until.ctrun")
    want = content("until.ctrun")
    cybertwin(*words, "-o", "until.ctrun", "--resume")
    database = sqlite3.connect("until.ctrun")
    n = int(database.execute("SELECT value FROM meta WHERE key = 'replications'").fetchone()[0])
    rows = database.execute("SELECT count(*) FROM replication").fetchone()[0]
    database.close()
    assert n == rows and n in (100 * 2 ** i for i in range(11)), (n, rows)
    # More rows than any look up to the last but one asks for, as a kill leaves them.
    cybertwin(*words[:3], "-n", "150", *words[3:], "-o", "cut.ctrun")
    os.rename("cut.ctrun", "cut.ctrun.part")
    cybertwin(*words, "-o", "cut.ctrun", "--resume")
    assert content("cut.ctrun") == want


def tamper(name, sql):
    shutil.copy("want.ctrun", name)
    database = sqlite3.connect(name)
    database.execute(sql)
    database.commit()
    database.close()


def check_verify():
    assert "all as written" in cybertwin("verify", "want.ctrun")
    for column in ("outcome = 1 - outcome", "end_ms = end_ms + 1", "tries = tries + 1",
                   "gains = gains + 1", "noise_ppm = noise_ppm + 1", "seen_ppm = seen_ppm + 1",
                   "effort_ms = effort_ms + 1"):
        tamper("changed.ctrun", f"UPDATE replication SET {column} WHERE number = 1003")
        assert content("changed.ctrun") != content("want.ctrun")
        said = cybertwin("verify", "changed.ctrun", "--samples", N, expect=1)
        assert "number 1003" in said, said
    tamper("changed.ctrun", "UPDATE goal_time SET ms = ms - 1 WHERE replication = 77")
    assert "number 77" in cybertwin("verify", "changed.ctrun", "--samples", N, expect=1)
    tamper("changed.ctrun", "UPDATE input SET data = (SELECT data FROM input WHERE path LIKE"
           " '%scenario.lua') WHERE path LIKE '%topology.yaml'")
    assert "hash" in cybertwin("verify", "changed.ctrun", expect=2)
    tamper("changed.ctrun", "UPDATE option SET value = '12' WHERE name = 'seed'")
    cybertwin("verify", "changed.ctrun", expect=1)


def goal_times(name):
    database = sqlite3.connect(name)
    rows = database.execute("SELECT replication, goal, ms FROM goal_time ORDER BY 1, 2").fetchall()
    database.close()
    return rows


def check_luck():
    """An entity with `uid:` keeps its luck under another name; variants share theirs."""
    shutil.copytree("plant", "named")
    with open("named/topology.yaml", encoding="utf-8") as file:
        text = file.read()
    text = text.replace("plc-1: {", "plc-1: { uid: first-controller,")
    assert "uid: first-controller" in text, text
    with open("named/topology.yaml", "w", encoding="utf-8") as file:
        file.write(text)
    cybertwin("run", "named", "-n", "300", "-q", "-o", "named.ctrun")
    for path in ("named/topology.yaml", "named/scenario.lua"):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("plc-1", "controller"))
    cybertwin("run", "named", "-n", "300", "-q", "-o", "renamed.ctrun")
    assert goal_times("named.ctrun") == goal_times("renamed.ctrun")
    # Without it, another name is other luck.
    with open("named/topology.yaml", encoding="utf-8") as file:
        text = file.read()
    with open("named/topology.yaml", "w", encoding="utf-8") as file:
        file.write(text.replace("uid: first-controller,", ""))
    cybertwin("run", "named", "-n", "300", "-q", "-o", "other.ctrun")
    assert goal_times("named.ctrun") != goal_times("other.ctrun")


def check_page():
    """The queries of docs/run-file.md answer; they know its tables, and it knows all of them."""
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    shutil.copy("want.ctrun", "other.ctrun")
    queries = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    assert len(queries) >= 6, queries
    for query in queries:
        database = sqlite3.connect("file:want.ctrun?mode=ro", uri=True)
        *before, last = [part for part in query.split(";") if part.strip()]
        for part in before:
            database.execute(part)
        rows = database.execute(last).fetchall()
        assert rows, query
        database.close()
    database = sqlite3.connect("want.ctrun")
    reached = database.execute("SELECT count(*) FROM goal_time WHERE goal = 0").fetchone()[0]
    first = database.execute(queries[1]).fetchone()
    assert first[1] == reached and first[0] == "first", (first, reached)
    assert str(database.execute("PRAGMA application_id").fetchone()[0]) in page
    tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        line = re.search(rf"^\| `{table}` \|.*$", page, re.MULTILINE)
        assert line, f"docs/run-file.md has no row for table {table}"
        for column in database.execute(f"SELECT name FROM pragma_table_info('{table}')"):
            assert f"`{column[0]}`" in line.group(), (table, column)
    database.close()
    os.remove("other.ctrun")


def main():
    os.makedirs("plant/techniques")
    for path, text in (("topology.yaml", TOPOLOGY), ("scenario.lua", SCENARIO),
                       ("techniques/own.lua", RULES)):
        with open(f"plant/{path}", "w", encoding="utf-8") as file:
            file.write(text)
    run("want.ctrun")
    want = content("want.ctrun")
    assert re.fullmatch("[0-9a-f]{64}", want), want
    assert leftovers() == []
    check_threads_and_folders(want)
    check_shares(want)
    check_kills()
    check_verify()
    check_page()
    check_until()
    check_luck()
    check_resume(want)
    print("every way to the same result")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        main()
