#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports in every format, read back by readers that know nothing of the program: that they are
well-formed, say what they have to, are the same from a package and from its run file alone, and
that a design full of hostile names gets nothing but text into any of them.
usage: reports.py PATH-OF-CYBERTWIN"""
import csv
import html
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
PLANT = os.path.join(HERE, "packages/plant")
SCHEMA = os.path.join(HERE, "../../../shared/schemas/sarif-2.1.0.json")
COMMAND = os.path.abspath(sys.argv[1])
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", TERM="dumb", SOURCE_DATE_EPOCH="1767225600",
                   LSAN_OPTIONS="print_suppressions=0:suppressions="
                                + os.path.join(HERE, "../support/lsan.supp"))
FORMATS = ("html", "sarif", "junit", "md")

# What each of them would do where it is not escaped.
MARKUP = '</td></style><script>alert("1")</script><img src=x onerror=alert(2)>'
ATTRIBUTE = "x\" onmouseover=\"alert(3)' autofocus='"
FORMULA = '=HYPERLINK("http://evil.example";"click")'
OTHER_FORMULAS = ("+1+1", "-2+3", "@SUM(A1)")
LINK = "[click](https://evil.example/) ![pic](//evil.example/p.png) www.evil.example"
CELL = "a|b\n\n# heading\n- item\n@everyone #1 `code` *bold* <b>x</b> &amp; {0} $x$"
CONTROL = "esc\033[31m rtl\u202egnp.exe nul\u0001end"
CDATA = "]]><failure/>"

TOPOLOGY = """cybertwin: 1
name: {markup}
include: ["{file}"]
networks: {{ internet: {{ medium: internet }}, hall: {{}} }}
zones:
  outside: {{ outside: true, networks: [internet], name: {attribute} }}
  inside: {{ networks: [hall], name: {cell}, sl_t: 2 }}
conduits: {{ in: {{ from: outside, to: inside, allow: [ {{ port: tcp/80 }}, {{ port: tcp/81 }} ] }} }}
assets:
  plc-1: {{ product: pump, zone: inside, name: {markup}, note: {cell} }}
  spare: {{ product: pump, zone: inside, count: 5 }}
flows: {{ need: {{ from: {{ zone: outside }}, to: plc-1, service: web }} }}
policies: {{ shut: {{ never: {{ from: {{ zone: outside }}, to: {{ zone: inside }} }}, note: {markup} }} }}
functions: {{ supply: {{ needs: [plc-1], name: {attribute} }} }}
requirements: {{ keep: {{ function: supply, must: available, note: {cell} }} }}
measures: {{ shut-door: {{ cost: 5, name: {markup}, set: {{ conduits.in.allow: [] }} }} }}
targets: {{ segmentation_failures: {{ max: 0 }}, attack_success_probability: {{ max: 0.01 }} }}
waivers:
  - {{ finding: "S2:shut", reason: {formula}, owner: {link}, until: 2030-01-01 }}
  - {{ finding: "S9:in:allow:tcp/81", reason: {cell}, owner: {cdata}, until: 2020-01-01 }}
"""
PRODUCTS = """suppliers: {{ maker: {{ name: {link}, tier: 1 }} }}
products:
  pump:
    kind: plc
    supplier: maker
    version: {formula}
    services: {{ web: {{ port: tcp/80, auth: certificate }} }}
vulnerabilities:
  flaw: {{ affects: [pump.web], cvss: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }}
"""
SCENARIO = """pack "nasim"
attacker({attacker}) {{
  goals = {{ [{goal}] = exec("plc-1", "admin"), [{other}] = exec("spare[3]", "admin") }},
}}
"""
RULES = """technique "nasim-exploit" {{
  ids = {{ it = "CT-1" }}, name = {title}, tactics = {{ "impact" }},
  from = reach "s", each = vulnerability "v",
  gains = function(s) return exec(s.asset, "admin") end,
  works = {{ p = 0.9, per = "asset" }},
  time = exponential {{ mean = "20d" }}, success = 0.3, tries = 30,
  noise = 0.2, skill = "novice", stops = {{}}, source = "assumption",
}}
"""
HOSTILE_FILE = "a<b onload=x>'&.yaml"


def cybertwin(*words, expect=(0,)):
    """Standard output, with what was said on standard error after it; the status is one of `expect`."""
    done = subprocess.run([COMMAND, *words], capture_output=True, env=ENVIRONMENT, check=False)
    assert done.returncode in expect, (words, done.returncode, done.stdout[-500:], done.stderr)
    return done.stdout


def report(source, kind, *words):
    return cybertwin("report", source, "-f", kind, "-q", *words, expect=(0, 1))


def printable(text):
    """What the program makes of text that does not print: '?'; line feeds and tabs stay."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cn", "Cs", "Co",
                                                                      "Zl", "Zp") else "?"
                   for c in text)


def lua(text):
    return '"' + "".join(f"\\{ord(c):03d}" if ord(c) < 32 or c in '"\\' else c for c in text) + '"'


def write_hostile(folder):
    words = {"markup": MARKUP, "attribute": ATTRIBUTE, "formula": FORMULA, "link": LINK,
             "cell": CELL, "cdata": CDATA}
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in words.items()}
    os.makedirs(os.path.join(folder, "techniques"))
    for name, text in (("topology.yaml", TOPOLOGY.format(file=HOSTILE_FILE, **quoted)),
                       (HOSTILE_FILE, PRODUCTS.format(**quoted)),
                       ("scenario.lua", SCENARIO.format(attacker=lua(MARKUP + FORMULA),
                                                        goal=lua(FORMULA + CONTROL),
                                                        other=lua(CELL + LINK))),
                       ("techniques/own.lua", RULES.format(title=lua(MARKUP + LINK)))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


# --- HTML ---

TAGS = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2",
        "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody",
        "tr", "th", "td", "div", "span", "strong", "b", "code", "small", "figure", "figcaption",
        "svg", "g", "rect", "line", "polyline", "polygon", "path", "circle", "ellipse", "text",
        "nav", "a", "tspan", "desc"}
VOID = {"meta"}


class Page(html.parser.HTMLParser):
    """Every element with its attributes; the text of the body; that everything is closed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.attributes, self.tables = [], [], [], []

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, f"an element of nobody's: {tag}"
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in ("src", "action", "formaction", "srcdoc", "autofocus"), (tag, name)
            if name in ("href", "xlink:href"):
                assert value.startswith("#"), value
            if name != "xmlns":
                self.attributes.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (self.open[-5:], tag)
        self.open.pop()

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)


def read_page(data):
    text = data.decode("utf-8")
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == [], page.open
    assert text.count("<style>") == 1 and "url(" not in text and "@import" not in text
    for fetched in re.findall(r"https?:[^\s<\"']*", " ".join(page.attributes)):
        assert "evil" in fetched, fetched
    return page


def check_page(data, wanted):
    page = read_page(data)
    text = "".join(page.text)
    for want in wanted:
        assert printable(want) in text, (want, "in HTML")
    return text


# --- the other formats ---

def check_sarif(data, wanted):
    """By the standard's schema where it is here, by hand always."""
    document = json.loads(data)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    prints = set()
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert (result["kind"] == "fail") == (result["level"] != "none"), result
        print_ = result["partialFingerprints"]["cybertwinFinding/v1"]
        assert re.fullmatch("[0-9a-f]{64}", print_) and print_ not in prints
        prints.add(print_)
        for location in [result["locations"][0]] + [
                step["location"] for flow in result.get("codeFlows", [])
                for thread in flow["threadFlows"] for step in thread["locations"]]:
            place = location.get("physicalLocation")
            if place is not None:
                uri = place["artifactLocation"]["uri"]
                assert re.fullmatch(r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]+", uri), uri
                assert not uri.startswith("/") and place["region"]["startLine"] >= 1
        assert "](" not in result["message"]["text"]
        if result["ruleId"] == "goal-reachable" and result["kind"] == "fail":
            assert result["codeFlows"][0]["threadFlows"][0]["locations"]
    text = json.dumps(run, ensure_ascii=False)
    for want in wanted:
        plain = want.replace("{", "{{").replace("}", "}}").replace("](", "] (")
        found = json.dumps(plain, ensure_ascii=False)[1:-1]
        assert found in text, (want, "in SARIF")
    check_schema(document)
    return document


def check_schema(document):
    try:
        import jsonschema
    except ImportError:
        print("SKIPPED: python3-jsonschema is not here to hold SARIF against its schema")
        return
    if not os.path.exists(SCHEMA):
        print("SKIPPED: the SARIF schema is not here; the structure was checked by hand alone")
        return
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)(schema)
    errors = [(list(error.path), error.message[:200]) for error in validator.iter_errors(document)]
    assert errors == [], errors[:5]


def check_junit(data, wanted):
    root = xml.etree.ElementTree.fromstring(data)
    assert root.tag == "testsuites"
    texts = list(root.attrib.values())
    total = {key: 0 for key in ("tests", "failures", "errors", "skipped")}
    for suite in root:
        assert suite.tag == "testsuite"
        found = {key: 0 for key in total}
        for case in suite:
            assert case.tag == "testcase" and set(case.attrib) == {"classname", "name"}
            found["tests"] += 1
            for outcome in case:
                found[{"failure": "failures", "error": "errors",
                       "skipped": "skipped"}[outcome.tag]] += 1
                texts += [*outcome.attrib.values(), outcome.text or ""]
            texts += case.attrib.values()
        assert {key: int(suite.attrib[key]) for key in total} == found
        total = {key: total[key] + found[key] for key in total}
    assert {key: int(root.attrib[key]) for key in total} == total
    for want in wanted:
        assert any(printable(want) in text for text in texts), (want, "in JUnit")


def check_csv(folder, wanted):
    cells = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        assert all(len(row) == len(rows[0]) for row in rows), name
        for cell in (cell for row in rows for cell in row):
            is_number = re.fullmatch(r"-?[0-9.]+(e[-+]?[0-9]+)?", cell)
            assert is_number or cell.lstrip(" ")[:1] not in tuple("=+-@\t\r"), (name, cell)
            cells.append(cell)
    for want in wanted:
        text = printable(want).replace("\t", "?")
        assert any(text in cell for cell in cells), (want, "in CSV")


def unescape_markdown(text):
    text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
    return html.unescape(text).replace("\u200b", "")


def check_markdown(data, wanted):
    text = data.decode("utf-8")
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", text)  # what is left is markup
    bare = bare.replace("&#8203;", "\u200b")
    assert "<" not in bare and "](" not in bare and "![" not in bare and "`" not in bare, bare
    assert not re.search(r"https?://|(?<!\w)www\.|[@#]\w", bare), bare
    width = None
    for line in bare.split("\n"):
        if not line.startswith("|"):
            width = None
            continue
        assert width in (None, line.count("|")), line
        width = line.count("|")
    assert len(re.findall("^#", text, re.MULTILINE)) == 1, "one heading"
    for want in wanted:
        assert printable(want).replace("\n", " ").replace("\t", "?") in unescape_markdown(text), (
            want, "in Markdown")


# --- tests ---

def check_hostile():
    write_hostile("hostile")
    names = (MARKUP, FORMULA + CONTROL, CELL + LINK, MARKUP + FORMULA)
    got = {kind: report("hostile", kind, "-n", "40") for kind in FORMATS}
    page = check_page(got["html"], (*names, MARKUP + LINK, LINK, HOSTILE_FILE, CDATA, FORMULA))
    assert "1 of 2" not in page
    check_sarif(got["sarif"], (names[1], names[2], names[3], MARKUP + LINK, FORMULA, LINK))
    check_junit(got["junit"], (*names, MARKUP + LINK, FORMULA, LINK))
    check_markdown(got["md"], names)
    cybertwin("report", "hostile", "-f", "csv", "-n", "40", "-q", "-o", "tables", expect=(0, 1))
    check_csv("tables", (names[1], names[2], names[3], MARKUP + LINK, FORMULA, LINK, CDATA,
                         HOSTILE_FILE))
    for kind, data in got.items():
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data), kind
        if kind != "sarif": # JSON has escapes of its own for these
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", data.decode("utf-8")), kind


def check_diff():
    """Two designs side by side: nothing but text of either gets into the page."""
    changed = ("-n", "40", "--standard", "iec62443-3-3", "--set", "conduits.in.allow=[]", "-q")
    def diff(*words):
        return cybertwin("diff", *words, "-f", "html", expect=(0, 1))
    page = check_page(diff("hostile", *changed), (FORMULA + CONTROL, CELL + LINK))
    assert "better" in page and "not reachable" in page
    assert "worse" in check_page(diff("hostile", PLANT, "-n", "40", "-q"), (MARKUP,))
    assert "Nothing that is measured" in check_page(diff(PLANT, PLANT, "-n", "0", "-q"), ())
    cybertwin("run", "hostile", "-n", "40", "-q", "-o", "a.ctrun", expect=(0, 1))
    assert diff("a.ctrun", "hostile", "-n", "40") == diff("hostile", "a.ctrun", "-n", "40")


WAIVED = """waivers:
  - {{ finding: "iec62443-3-3:SR-5.2", reason: {reason}, owner: {owner}, until: 2026-06-30 }}
"""


def check_waived():
    """A requirement that may fail for a time: told in every format, counted when its time is over."""
    os.mkdir("waived")
    for name in ("topology.yaml", "scenario.lua"):
        with open(os.path.join(PLANT, name), encoding="utf-8") as file, \
                open(os.path.join("waived", name), "w", encoding="utf-8") as copy:
            copy.write(file.read())
            if name == "topology.yaml":
                copy.write(WAIVED.format(reason=json.dumps(MARKUP), owner=json.dumps(CELL)))
    one = ("-n", "0", "--standard", "iec62443-3-3:SR-5.2")
    for day, accepted in (("2026-06-30", True), ("2026-07-01", False)):
        run = check_sarif(report("waived", "sarif", *one, "--as-of", day), ())["runs"][0]
        (found,) = [one for one in run["results"] if one["ruleId"] == "requirement-failed"]
        assert ("suppressions" in found) == accepted, found
        if accepted:
            (why,) = found["suppressions"]
            assert why["status"] == "accepted" and MARKUP in why["justification"], why
        junit = report("waived", "junit", *one, "--as-of", day)
        check_junit(junit, (MARKUP, CELL) if accepted else ())
        suite = xml.etree.ElementTree.fromstring(junit).find(
            "testsuite[@name='requirements']")
        assert suite.attrib["skipped" if accepted else "failures"] == "1", suite.attrib
        check_page(report("waived", "html", *one, "--as-of", day), (MARKUP, CELL, "ccepted"))
        rows = list(csv.DictReader(report("waived", "csv", "--table", "requirements", *one, "--as-of",
                                          day).decode().splitlines()))
        assert rows[0]["waiver"] == ("accepted" if accepted else "expired"), rows
        cybertwin("validate", "waived", *one[2:], "--as-of", day, expect=(0,) if accepted else (1,))
    with open("accepted.json", "wb") as file:
        file.write(cybertwin("validate", "waived", *one[2:], "--as-of", "2026-06-30", "-f", "json"))
    again = ("validate", "waived", *one[2:], "--baseline", "accepted.json", "--as-of")
    cybertwin(*again, "2026-06-30")
    cybertwin(*again, "2026-07-01", expect=(1,)) # what was accepted is new when that ends


EXTRA_CATALOG = """catalog: visits
title: Visits
scope: zone
requirements:
  V-1: { title: Doors are counted, auto: full, check: door-names, with: { words: [inlet] } }
  V-2: { title: Nobody visits, auto: proc, document: the book of visitors }
"""


def check_run_alone():
    """A run file brings catalogs and checks along, its package's own and those it was given: what it
    is judged by, and with what verdict, does not hang on what is on the disk."""
    shutil.copytree(os.path.join(HERE, "packages/house"), "own")
    os.mkdir("given")
    with open("given/visits.yaml", "w", encoding="utf-8") as file:
        file.write(EXTRA_CATALOG)
    asked = ("--standard", "visits", "--standard", "house-rules")
    cybertwin("run", "own", "-n", "20", "-q", "-o", "stated.ctrun")
    result = json.loads(cybertwin("run", "own", "-n", "20", "-q", "--catalogs", "given", *asked,
                                  "-f", "json", "-o", "asked.ctrun"))
    twice = cybertwin("run", "own", "-n", "20", "-q", "--catalogs", "given", *asked, "-f", "json")
    assert [one["id"] for one in result["standards"]] == ["house-rules", "visits"]
    assert json.loads(twice) == result
    assert result["diagnostics"], "-q says nothing; the result tells all the same"
    for words in ((), asked + ("--catalogs", "given")):
        name = "asked.ctrun" if words else "stated.ctrun"
        def verdicts(operand, *more):
            told = json.loads(cybertwin("validate", operand, "-f", "json", *more, expect=(0, 1)))
            return told["requirements"]
        before = verdicts("own", *words)
        sarif = report("own", "sarif", "-n", "20", *words)
        os.rename("own", "away")
        os.rename("given", "gone")
        assert verdicts(name) == before, name
        assert report(name, "sarif") == sarif, name
        assert cybertwin("verify", name, "-q")
        cybertwin("validate", name, "--standard", "iec62443-3-3", expect=(0, 1))
        os.rename("away", "own")
        os.rename("gone", "given")
    assert verdicts("asked.ctrun") == result["requirements"]
    assert verdicts("own", "--run", "stated.ctrun") == verdicts("stated.ctrun")
    cybertwin("validate", "own", "--run", "stated.ctrun", "--set", "name=x", expect=(2,))
    cybertwin("validate", PLANT, "--run", "stated.ctrun", expect=(2,))
    cybertwin("validate", "stated.ctrun", "--run", "stated.ctrun", expect=(2,))
    cybertwin("validate", "stated.ctrun", "--standard", "visits", expect=(2,))
    with open("plain.json", "wb") as file: # a baseline that nobody judged says nothing of verdicts
        file.write(cybertwin("run", PLANT, "-n", "0", "-q", "-f", "json", expect=(0, 1)))
    again = ("run", PLANT, "-n", "0", "-q", "--standard", "nis2-art21", "--baseline")
    cybertwin(*again, "plain.json")
    cybertwin("validate", PLANT, "--baseline", "plain.json", expect=(2,))
    judged = json.loads(cybertwin(*again[:5], *again[5:7], "-f", "json", expect=(0, 1)))
    failing = [one for one in judged["requirements"] if one["verdict"] == "fail"]
    assert failing
    failing[0]["verdict"] = "pass"
    with open("better.json", "w", encoding="utf-8") as file:
        json.dump(judged, file)
    cybertwin(*again, "better.json", expect=(1,))


def check_limits():
    """What a run file says of limits may not raise what it costs to look at it; who asks may."""
    def said(*words):
        done = subprocess.run([COMMAND, "report", "far.ctrun", "-f", "md", *words],
                              capture_output=True, env=ENVIRONMENT, check=True)
        return b"--max-steps 300000000" in done.stderr
    cybertwin("run", PLANT, "-n", "5", "-q", "--max-steps", "300000000", "-o", "far.ctrun")
    assert said() and not said("--max-steps", "300000000")
    cybertwin("run", PLANT, "-n", "0", "-q", "--max-steps", "3", expect=(4,))
    cybertwin("report", "far.ctrun", "-q", "--max-steps", "3", "-f", "md", expect=(4,))


def check_same(package, formats, *words):
    """From the package, again, and from its run file alone: the same bytes."""
    cybertwin("run", package, "-n", "40", "-q", "-o", "same.ctrun", *words, expect=(0, 1))
    result = cybertwin("run", package, "-n", "40", "-f", "json", *words, expect=(0, 1))
    assert report("same.ctrun", "json") == result
    assert report(package, "json", "-n", "40", *words) == result
    for kind in formats:
        first = report(package, kind, "-n", "40", "--jobs", "1", *words)
        assert first == report("same.ctrun", kind), (kind, "from the run file")
    for table in ("figures", "simulation"):
        first = report(package, "csv", "--table", table, "-n", "40", *words)
        assert first == report("same.ctrun", "csv", "--table", table), table
    with tempfile.NamedTemporaryFile(dir=".") as file: # -o is what standard output is
        cybertwin("report", "same.ctrun", "-q", "-o", file.name, expect=(0, 1))
        with open(file.name, "rb") as again:
            assert again.read() == report("same.ctrun", "html")
    first = report(package, "pdf", "-n", "40", *words)
    assert first.startswith(b"%PDF-") and len(re.findall(rb"/Type /Page\b", first)) >= 3
    assert first == report("same.ctrun", "pdf")
    os.remove("same.ctrun")


def check_says():
    """What a page of a sound design has to say."""
    text = check_page(report(PLANT, "html", "-n", "40"), ())
    for want in ("A bottling plant", "The way to", "Where the segmentation fails", "Key figures",
                 "sampling error only", "topology.yaml", "Seed", "The design", "What to change",
                 "The three main findings", "The three things to do first", "1 of 2 goals can be"):
        assert want in text, want
    at_rest = check_page(report(PLANT, "html", "-n", "0"), ())
    assert "not simulated" in at_rest and "How likely, how soon" not in at_rest
    document = check_sarif(report(PLANT, "sarif", "-n", "0", "--file-prefix", "designs/mill"), ())
    uris = {artifact["location"]["uri"] for artifact in document["runs"][0]["artifacts"]}
    assert uris and all(uri.startswith("designs/mill/") for uri in uris), uris


def check_losses():
    """What is lost, what it costs and who defends: on the page, on paper and as rows, alike."""
    package = os.path.join(HERE, "packages/guarded")
    long = "functions.drain-of-the-old-fields={needs: [old], impact: {cost_per_hour: 5}}"
    cybertwin("run", package, "-n", "40", "--to-horizon", "--set", long, "-q", "-o", "lost.ctrun",
              expect=(0, 1))
    told = json.loads(report("lost.ctrun", "json"))["statistics"]
    text = check_page(report("lost.ctrun", "html"), ())
    def rows(table):
        got = report("lost.ctrun", "csv", "--table", table).decode().splitlines()
        return list(csv.DictReader(got))
    losses, each = rows("losses"), told["losses"]["each"]
    assert each and [row["id"] for row in losses] == [one["id"] for one in each]
    for row, one in zip(losses, each):
        assert abs(float(row["lost"]) - one["loss_probability"]["value"]) < 1e-9, row
        assert (row["cost"] == "") == (one["cost"] is None), row
        assert row["to_horizon"] == "true" and float(row["lost_ms"]) == one["lost_ms"]["value"]
        assert one["id"] in text, one["id"]
    assert "What it costs" in text and "How soon it is seen, stopped and mended" in text
    defence = {row["what"]: row for row in rows("defence")}
    assert set(defence) == {"detect", "dwell", "contain", "recover"}
    for what, row in defence.items():
        assert int(row["replications"]) == told["defence"][what]["replications"], row
    workload = {row["what"]: row for row in rows("workload")}
    assert float(workload["false-alarms"]["value"]) == told["defence"]["false_alarms"]["value"]
    curve = [float(row["share_above"]) for row in rows("costs")]
    assert curve == sorted(curve, reverse=True) and (curve == [] or curve[-1] == 0)
    assert (curve != []) == ("cost_most" in told["losses"])
    assert curve and "How bad it gets" in text and "Where it comes from" in text
    assert "drain-of-the-old-fi…" in text
    assert not re.search(r"\b1 (products|components|channels)\b", text)
    markdown = report("lost.ctrun", "md").decode()
    assert "**What it costs**" in markdown and "How soon" in markdown
    at_rest = check_page(report(package, "html", "-n", "0"), ())
    assert "What it costs" not in at_rest and "How soon it is seen" not in at_rest
    os.remove("lost.ctrun")
    # Courses that end with their last goal say nothing of times and costs.
    cybertwin("run", package, "-n", "40", "-q", "-o", "lost.ctrun", expect=(0, 1))
    losses = rows("losses")
    assert losses and all(row["to_horizon"] == "false" for row in losses), losses
    assert all(row["cost"] == row["lost_ms"] == "" for row in losses) and rows("costs") == []
    text = check_page(report("lost.ctrun", "html"), ())
    assert "--to-horizon" in text and "How bad it gets" not in text
    os.remove("lost.ctrun")


def check_paper():
    """The PDF has the chapters of the page, and what decides stands on its first sheet."""
    if shutil.which("pdftotext") is None:
        print("SKIPPED: pdftotext is not here to read the PDF back")
        return
    with open("plant.pdf", "wb") as file:
        file.write(report(PLANT, "pdf", "-n", "40", "--standard", "iec62443-3-3"))
    def words(*pages):
        done = subprocess.run(["pdftotext", *pages, "plant.pdf", "-"], capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())
    for want in ("1 of 2 goals can be reached", "What was found", "What to do first"):
        assert want in words("-l", "1"), want
    for want in ("Zones against each other", "Where the segmentation fails", "Would it pass",
                 "What hurts most to lose", "What is open to him"):
        assert want in words("-f", "2"), want


def check_undecided():
    """What a limit left open is open in every format, and never good news."""
    def undecided(kind):
        return cybertwin("report", PLANT, "-f", kind, "-q", "-n", "0", "--max-steps", "3",
                         expect=(4,))
    results = check_sarif(undecided("sarif"), ())["runs"][0]["results"]
    goals = [result for result in results if result["ruleId"] == "goal-reachable"]
    assert goals and all(goal["kind"] == "open" for goal in goals)
    junit = undecided("junit")
    check_junit(junit, ())
    suite = xml.etree.ElementTree.fromstring(junit).find("testsuite[@name='goals']")
    assert suite.attrib["errors"] == suite.attrib["tests"] != "0"
    assert "undecided" in check_page(undecided("html"), ())
    assert undecided("md").decode().startswith("### ?")
    alone = cybertwin("report", os.path.join(PLANT, "topology.yaml"), "-f", "md", "-n", "0", "-q")
    assert alone.decode().startswith("### ?"), "no goal is no good news"


def check_fingerprints():
    """A finding keeps its fingerprint when the file around it changes."""
    def prints(*words):
        run = check_sarif(report("hostile", "sarif", "-n", "0", *words), ())["runs"][0]
        return {result["partialFingerprints"]["cybertwinFinding/v1"]:
                result["locations"][0]["physicalLocation"]["region"]["startLine"]
                for result in run["results"]}
    before = prints()
    with open("hostile/topology.yaml", encoding="utf-8") as file:
        text = file.read()
    with open("hostile/topology.yaml", "w", encoding="utf-8") as file:
        file.write(text.replace("cybertwin: 1\n", "cybertwin: 1\n# a line\n# and another\n"))
    after = prints()
    assert set(before) == set(after)
    assert any(after[key] == line + 2 for key, line in before.items()), (before, after)


def check_refusals():
    for words in (("nowhere",), (PLANT, "-f", "html", "--table", "goals"),
                  (PLANT, "-f", "sarif", "--file-prefix", "/abs"),
                  (PLANT, "--standard", "no-such-standard"), (PLANT, "-f", "word")):
        cybertwin("report", *words, "-n", "0", "-o", "refused.out", expect=(2,))
        assert not os.path.exists("refused.out"), words
    cybertwin("report", PLANT, "-f", "csv", expect=(2,))
    os.mkdir("full")
    open("full/file", "w", encoding="utf-8").close()
    cybertwin("report", PLANT, "-f", "csv", "-n", "0", "-q", "-o", "full", expect=(2,))
    assert os.listdir("full") == ["file"]
    with open("garbage.ctrun", "wb") as file:
        file.write(b"SQLite format 3\0" + b"garbage" * 100)
    cybertwin("report", "garbage.ctrun", expect=(2, 3))


def main():
    check_hostile()
    check_diff()
    check_waived()
    check_run_alone()
    check_limits()
    check_same("hostile", ("html", "sarif"))
    check_same(PLANT, FORMATS, "--cost", "time", "-k", "2")
    check_says()
    check_losses()
    check_paper()
    check_undecided()
    check_fingerprints()
    check_refusals()
    print("every report reads as it should")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        main()
