#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What agents take out of the sample mailbox: reports, folders, JSON.

Every format is opened by another program than ours; a hostile name goes
through all of them; folders hold a file for every piece that the dossier
has, and never replace one that is there.
"""
import csv
import datetime
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree
import zipfile
from html.parser import HTMLParser

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
HOSTILE = '=HYPERLINK("http://evil.test";"<script>")'
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
VOID = {"meta", "br", "rect", "path", "circle"}
problems = []


def check(what, condition, detail=""):
    if not condition:
        problems.append(f"{what} {detail}".strip())


def run(program, work, *arguments, status=0, text=True):
    done = subprocess.run([BUILD / program, "-c", work / "asr-intake.conf", *arguments],
                          capture_output=True, text=text, timeout=1500)
    check(f"{program} {' '.join(map(str, arguments))} ends with {status}",
          done.returncode == status, f"({done.returncode}) {done.stderr[-400:]}")
    return done.stdout


def prepare():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-papers-"))
    shutil.copytree(SOURCES / "tests/mailbox", work, dirs_exist_ok=True)
    config = work / "asr-intake.conf"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[intake]\n", "[intake]\nforms = %s\ntemplates = %s\n" % (
        SOURCES / "etc/forms", SOURCES / "etc/templates")), encoding="utf-8")
    run("asr-intaked", work, "--once")
    return work


def rename(work, reference, name):
    """A name as a stranger could write it."""
    db = sqlite3.connect(work / "state/intake.db")
    with db:
        db.execute("UPDATE dossier SET family_name = ? WHERE reference = ?", (name, reference))
    db.close()


def check_csv(work, dossiers):
    raw = run("asrctl", work, "report", "--format", "csv", text=False)
    check("csv: BOM", raw.startswith(b"\xef\xbb\xbf"))
    check("csv: CRLF", raw.count(b"\r\n") == raw.count(b"\n") == len(dossiers) + 1)
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    check("csv: one width", len({len(row) for row in rows}) == 1)
    check("csv: every dossier", sorted(row[0] for row in rows[1:])
          == sorted(d["reference"] for d in dossiers))
    check("csv: nothing to compute", not any(
        cell[:1] in set("=+-@\t\r") and cell for row in rows for cell in row))
    check("csv: the hostile name is kept", any("'" + HOSTILE == row[1] for row in rows))


def check_json(work, dossiers):
    groups = json.loads(run("asrctl", work, "report", "--json"))["groups"]
    check("json: every dossier once", sorted(d["reference"] for g in groups for d in g["dossiers"])
          == sorted(d["reference"] for d in dossiers))
    for g in groups:
        for status in ("complete", "incomplete", "review"):
            check(f"json: {g['label']} {status}", g[status] == sum(
                d["status"] == status for d in g["dossiers"]))
        check(f"json: {g['label']} total", g["total"] == len(g["dossiers"]))


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.rows, self.text, self.lang = [], 0, [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        check(f"html: <{tag}> of ours", tag != "script")
        for name in ("src", "href", "onclick"):
            check(f"html: nothing from elsewhere in <{tag}>", name not in attrs)
        if tag == "html":
            self.lang = attrs.get("lang")
        if tag == "svg":
            check("html: charts have a name", attrs.get("role") == "img"
                  and attrs.get("aria-label"))
        if tag == "th":
            check("html: headings have a scope", "scope" in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            check(f"html: </{tag}> closes what is open", self.open and self.open.pop() == tag)

    def handle_data(self, data):
        self.text.append(data)


def check_html(work, dossiers):
    html = run("asrctl", work, "report", "--format", "html")
    page = Page()
    page.feed(html)
    page.close()
    text = "".join(page.text)
    check("html: all is closed", not page.open, str(page.open))
    check("html: French", page.lang == "fr")
    check("html: nothing is loaded", not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org)",
                                                   html.replace("http://evil.test", "")))
    check("html: every dossier once", all(text.count(d["reference"]) == 1 for d in dossiers))
    check("html: the hostile name is text", HOSTILE in text)
    missing = sum(p["state"] == "missing" and p["requirement"] == "required"
                  for d in dossiers for p in d["pieces"])
    check("html: a cell for every missing piece",
          len(re.findall(r'<td class="s missing"', html)) == missing)


def check_far_dates(work):
    """200 bars of a week: what came later is no bar, and is told."""
    db = sqlite3.connect(work / "state/intake.db")
    deadline, count, first, last = db.execute(
        "SELECT deadline, count(*), min(received_at), max(received_at) FROM dossier"
        " GROUP BY deadline ORDER BY count(*) DESC").fetchone()
    one, = db.execute("SELECT id FROM dossier WHERE deadline = ? AND received_at = ?",
                      (deadline, last)).fetchone()
    for more in (0, 1):
        db.execute("UPDATE dossier SET received_at = ? WHERE id = ?",
                   (first + (7 * 200 - 1 + more) * 86400, one))
        db.commit()
        html = run("asrctl", work, "report", "--format", "html")
        said = f"{count} en tout dont 1 plus tard," if more else f"{count} en tout,"
        check(f"html: the chart of 200 weeks and {more} days", said in html, said)
    db.execute("UPDATE dossier SET received_at = ? WHERE id = ?", (last, one))
    db.commit()
    db.close()


def heads_of_html(html):
    """Each group's deadline and the numbers above its matrix, by label."""
    heads = {}
    for group in html.split('<section class="group">')[1:]:
        deadline = re.search(r"échéance du (\d\d/\d\d/\d{4})", group).group(1)
        heads[deadline] = dict(re.findall(r"<span>([^<]*)</span><b>([^<]*)</b>", group))
    return heads


def check_two_campaigns():
    """A number is one piece in a campaign and another in the next: the heads of a matrix are
    those of its own campaign's form, and where all share a column it has no number."""
    work = prepare()
    campaign = next((work / "campaigns").glob("*.conf"))
    text = campaign.read_text(encoding="utf-8")
    (work / "campaigns/old.conf").write_text(
        text.replace("asr-essai-2026", "asr-essai-2025").replace("form = asr-2026", "form = asr-2025")
        .replace("ESSAI-2026", "ESSAI-2025").replace("opens = 2025-11-01", "opens = 2024-11-01")
        .replace("2026-02-20", "2025-02-20").replace("2026-03-20", "2025-03-20"), encoding="utf-8")
    db = sqlite3.connect(work / "state/intake.db")
    db.execute("UPDATE dossier SET campaign = 'asr-essai-2025', deadline = '2025-02-20'"
               " WHERE id = 1")
    # As asr-2025 numbers its pieces: the opinion of the CHU's director is annexe 5 or 6.
    db.execute("UPDATE dossier_piece SET annexe = 5 WHERE dossier = 1"
               " AND piece = 'avis-directeur-chu'")
    db.commit()
    db.close()
    heads = heads_of_html(run("asrctl", work, "report", "--format", "html"))
    label = "Avis du directeur du CHU"
    check("html: heads of the campaign's own form", heads["20/02/2025"].get(label) == "5"
          and heads["20/02/2026"].get(label) == "8", str(heads))
    csv_head = run("asrctl", work, "report", "--format", "csv").split("\n")[0]
    check("csv: no number that is not every row's", f'"{label}"' in csv_head
          and '"9 Avis du directeur du centre hospitalier"' in csv_head, csv_head)
    shutil.rmtree(work)


def check_xlsx(work, dossiers):
    path = work / "report.xlsx"
    run("asrctl", work, "report", "--format", "xlsx", "--output", str(path))
    check("xlsx: for its owner alone", path.stat().st_mode & 0o077 == 0)
    book = zipfile.ZipFile(path)
    check("xlsx: whole", book.testzip() is None)
    names = [s.get("name") for s in xml.etree.ElementTree.fromstring(
        book.read("xl/workbook.xml")).iter(SHEETS + "sheet")]
    subdivisions = {d["subdivision"] for d in dossiers}
    check("xlsx: summary and a sheet a subdivision", names[0] == "Synthèse"
          and len(names) == 1 + len(subdivisions), str(names))
    check("xlsx: charts", sum(n.startswith("xl/charts/chart") for n in book.namelist()) == 2)
    for i in range(2, len(names) + 1):
        sheet = xml.etree.ElementTree.fromstring(book.read(f"xl/worksheets/sheet{i}.xml"))
        check(f"xlsx: sheet {i} frozen", any(
            p.get("state") == "frozen" for p in sheet.iter(SHEETS + "pane")))
        check(f"xlsx: sheet {i} filters", next(sheet.iter(SHEETS + "autoFilter"), None) is not None)
        check(f"xlsx: sheet {i} computes nothing", next(sheet.iter(SHEETS + "f"), None) is None)
    strings = "".join(t.text or "" for t in xml.etree.ElementTree.fromstring(
        book.read("xl/sharedStrings.xml")).iter(SHEETS + "t"))
    check("xlsx: every dossier", all(d["reference"] in strings for d in dossiers))
    check("xlsx: the hostile name", HOSTILE in strings)


def check_schema(work):
    schema = json.loads((SOURCES / "doc/asrctl.schema.json").read_text(encoding="utf-8"))
    calls = {"list": ["list"], "show": ["show", "1"], "messages": ["messages"],
             "show-message": ["show-message", "1"], "review": ["review"], "report": ["report"]}
    for name, call in calls.items():
        validator = jsonschema.Draft202012Validator(
            {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
        for error in validator.iter_errors(json.loads(run("asrctl", work, *call, "--json"))):
            problems.append(f"schema of {name}: {error.json_path}: {error.message[:150]}")


def check_until(work, dossiers):
    """Until when a dossier may be completed: of those alone that may be."""
    seen = set()
    for d in dossiers:
        lines = [line for line in run("asrctl", work, "show", d["reference"]).splitlines()
                 if "À compléter" in line]
        may = d["status"] != "complete" and not d["late"] and d["complete_until"]
        seen.add(bool(may))
        if not may:
            check(f"{d['reference']}: nothing to complete", lines == [], lines)
            continue
        last = datetime.datetime.fromisoformat(d["complete_until"]) - datetime.timedelta(minutes=1)
        check(f"{d['reference']}: until the last minute",
              [line.strip() for line in lines]
              == [f"À compléter au plus tard le : {last:%d/%m/%Y à %H:%M}"], lines)
    check("dossiers of both kinds", seen == {True, False}, seen)


def check_folders(work, dossiers):
    to = work / "commission"
    run("asrctl", work, "extract", "--all", str(to))
    indexes = {file.read_text(encoding="utf-8-sig").split(" – ")[0]: file.parent
               for file in to.rglob("LISEZ-MOI.txt")}
    check("extract: a folder for each dossier",
          sorted(indexes) == sorted(d["reference"] for d in dossiers))
    for d in dossiers:
        folder = indexes.get(d["reference"])
        if folder is None:
            continue
        names = [f.name for f in folder.iterdir()]
        index = (folder / "LISEZ-MOI.txt").read_text(encoding="utf-8-sig")
        for number, p in enumerate(d["pieces"], 1):
            there = any(n.startswith(f"{number:02} ") for n in names)
            check(f"extract: {d['reference']} {p['piece']}", there == bool(p["files"]))
            if p["state"] == "missing" and p["requirement"] == "required":
                check(f"extract: {d['reference']} names {p['piece']}",
                      re.search(rf"^  {number:02} .* : absente\s*$", index, re.M))
        check(f"extract: {d['reference']} names what is in it",
              all(n in index for n in names if n != "LISEZ-MOI.txt"))
        check(f"extract: {d['reference']} all of it came out", "pas pu être sortis" not in index, index)
    check("extract: nothing half made", not list(to.rglob(".asrctl*")))
    check("extract: no name that Windows refuses", not any(
        re.search(r'[<>:"\\|?*]|[. ]$', part) for f in to.rglob("*")
        for part in f.relative_to(to).parts))
    return to


def check_cut(work, to):
    """A merged PDF: each piece is its pages, the whole is in no file."""
    listed = json.loads(run("asrctl", work, "list", "--json"))
    merged = {}
    for d in listed:
        for p in d["pieces"]:
            for f in p["files"]:
                merged.setdefault((d["reference"], f["sha256"], f["name"]), set()).add(
                    tuple(f["pages"]))
    cut = [key for key, pages in merged.items() if len(pages) > 3 and key[2].endswith(".pdf")]
    check("extract: the sample has a merged PDF", cut)
    for reference, _, _ in cut:
        folder = next(f.parent for f in to.rglob("LISEZ-MOI.txt")
                      if f.read_text(encoding="utf-8-sig").startswith(reference))
        for file in folder.glob("*.pdf"):
            check(f"extract: {file.name} is one page",
                  len(re.findall(rb"/Type\s*/Page\b(?!s)", file.read_bytes())) == 1)


def check_kept(work, to):
    """A folder that is there is left as it is."""
    folder = next(to.rglob("LISEZ-MOI.txt")).parent
    reference = (folder / "LISEZ-MOI.txt").read_text(encoding="utf-8-sig").split(" – ")[0]
    (folder / "note.txt").write_text("kept", encoding="utf-8")
    before = {f: f.stat().st_mtime_ns for f in folder.iterdir()}
    run("asrctl", work, "extract", reference, str(to), status=1)
    check("extract: never over a folder", before == {
        f: f.stat().st_mtime_ns for f in folder.iterdir()})


def check_backup(work):
    """The way of doc/restore.md: elsewhere, from the archive alone."""
    archive = work / "backup.tar.gz"
    run("asrctl", work, "backup", str(archive))
    check("backup: for its owner alone", archive.stat().st_mode & 0o077 == 0)
    check("backup: nothing half made", not list(work.glob(".asrctl*")))
    run("asrctl", work, "backup", str(archive), status=1)
    run("asrctl", work, "backup", str(work / "backup.zip"), status=2)
    before = [run("asrctl", work, c, "--json") for c in ("list", "messages")]
    (work / "state").rename(work / "lost")
    (work / "state").mkdir()
    with tarfile.open(archive) as tar:
        for member in tar:
            name = member.name.removeprefix("asr-intake/")
            (work / "state" / name).parent.mkdir(parents=True, exist_ok=True)
            (work / "state" / name).write_bytes(tar.extractfile(member).read())
    told = run("asr-intaked", work, "--once")
    check("restore: nothing is new", "0 nouveau" in told, told)
    after = [run("asrctl", work, c, "--json") for c in ("list", "messages")]
    check("restore: all is as it was", before == after)
    run("asrctl", work, "extract", "1", str(work / "restored"))


def check_damage(work):
    """A message that rotted on the disk is no backup."""
    file = next((work / "state/spool").rglob("*.eml"))
    file.chmod(0o640)
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    run("asrctl", work, "backup", str(work / "rotten.tar"), status=1)
    check("backup: no archive of rotten files", not (work / "rotten.tar").exists())


def check_disclosure(work):
    """One candidate sees all of theirs, and nothing of another's."""
    listed = json.loads(run("asrctl", work, "messages", "--json"))
    shared = next(m for m in listed if len(m["dossiers"]) > 1)
    alone = next(m for m in listed if len(m["dossiers"]) == 1 and m["reply"]["state"] == "sent")
    for m, handed in ((alone, True), (shared, False)):
        reference = m["dossiers"][0]
        run("asrctl", work, "disclose", reference, str(work / "access"))
        folder = next((work / "access").glob(f"{reference}*"))
        check(f"disclose: message {m['id']}", handed == (folder / f"Message {m['id']}.eml").exists())
        check(f"disclose: reply {m['id']}",
              handed == (folder / f"Réponse au message {m['id']}.eml").exists())
        check("disclose: says what is kept", handed != (folder / "Non communiqué.txt").exists())
        check("disclose: the dossier", reference in (folder / "Dossier.txt").read_text("utf-8"))
        check("disclose: JSON", json.loads((folder / "Dossier.json").read_text("utf-8"))[
            "reference"] == reference)
        run("asrctl", work, "disclose", reference, str(work / "access"), status=1)


def check_refusals(work):
    run("asrctl", work, "report", "--format", "docx", status=2)
    run("asrctl", work, "report", "--status", "done", status=2)
    run("asrctl", work, "extract", "1", status=2)
    run("asrctl", work, "extract", "--all", "1", "x", status=2)
    run("asrctl", work, "report", "--output", str(work / "none/report.csv"), status=1)


def main():
    work = prepare()
    rename(work, json.loads(run("asrctl", work, "list", "--json"))[0]["reference"], HOSTILE)
    dossiers = json.loads(run("asrctl", work, "list", "--json"))
    check_csv(work, dossiers)
    check_json(work, dossiers)
    check_html(work, dossiers)
    check_far_dates(work)
    check_xlsx(work, dossiers)
    check_schema(work)
    check_until(work, dossiers)
    to = check_folders(work, dossiers)
    check_cut(work, to)
    check_kept(work, to)
    check_two_campaigns()
    check_refusals(work)
    check_disclosure(work)
    check_backup(work)
    check_damage(work)
    print("\n".join(problems))
    print(f"{len(dossiers)} dossiers: {len(problems)} problems")
    if not problems:
        shutil.rmtree(work)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
