#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the answer to an act promises is so: each letter it announces is
queued, what «undo» is said to hold it holds, and a date that was told is the
one that every screen shows.  Over a few messages of tests/mailbox.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, Intake, sample, wait_until  # noqa: E402

MESSAGES = (3, 8, 9)
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def ask(intake, query):
    done = subprocess.run(["sqlite3", "-readonly", "-json", intake.work / "state/intake.db", query],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout or "[]")


def act(intake, *arguments, code=0):
    """What it said; an act of another exit status than code is a failure."""
    done = intake.run("asrctl", *arguments)
    check(" ".join(arguments), done.returncode == code, done.stdout + done.stderr)
    return " ".join((done.stdout + done.stderr).split())


def dossiers(intake):
    return {d["candidate"]["family_name"]: d
            for d in json.loads(act(intake, "list", "--json"))}


def letters(intake):
    """Those of acts, as they wait."""
    return ask(intake, "SELECT dossier, kind, state FROM reply WHERE act IS NOT NULL ORDER BY id")


def prepare(work, numbers, **smtp):
    intake = Intake(work, control={"undo-delay": 600}, smtp=smtp)
    for n, raw in zip(numbers, sample(*numbers)):
        intake.drop(f"{n:04}", raw)
    check("ready", intake.serve(), intake.said())
    check("all is settled", wait_until(lambda: len(
        [m for m in intake.messages() if m["outcome"]]) == len(numbers), 300), intake.said())
    return intake


def splits(intake):
    """Two dossiers of one message: two letters, both held by one undo."""
    reference = dossiers(intake)["BRUNEVAL"]["reference"]
    said = act(intake, "split", reference, "12 protection-donnees.pdf", "--candidate",
               " DE  L’AUTRE  Jeanne Marie ")
    check("the name is taken apart", [d["candidate"]["given_name"] for name, d in
          dossiers(intake).items() if name.startswith("DE ")] == ["Jeanne Marie"])
    check("two letters are announced", said.count("Un courrier « dossier incomplet »") == 2, said)
    check("and wait", [(t["kind"], t["state"]) for t in letters(intake)] ==
          [("incomplete", "queued")] * 2, str(letters(intake)))
    said = act(intake, "undo")
    check("both stay", "ne part pas" in said and letters(intake) == [], said)
    check("all is as before", dossiers(intake)["BRUNEVAL"]["status"] == "complete")


def takes_back_the_last(intake):
    """A letter that changed nothing else is what is undone, no earlier act."""
    reference = dossiers(intake)["BRUNEVAL"]["reference"]
    act(intake, "rename", reference, " ", "Ada", code=1)
    act(intake, "rename", reference, "BRUNEVALLE ", "Ada", "--silent")
    said = act(intake, "resend", reference)
    check("undo is said to hold it", "« asrctl undo » le retient" in said, said)
    said = act(intake, "undo")
    check("and does", f"« resend {reference} »" in said and letters(intake) == [], said)
    check("the name stays", "BRUNEVALLE" in dossiers(intake))
    said = act(intake, "undo")
    check("then what was before", "« rename " in said and "BRUNEVAL" in dossiers(intake), said)


def groups(intake):
    return {g["deadline"]: g["closes_at"]
            for g in json.loads(act(intake, "report", "--json"))["groups"]}


def extends(intake):
    """Who asks is told the new date, in every format, and may ask by it."""
    of = dossiers(intake)["BRUNEVAL"]["deadline"]
    typed = "/".join(reversed(of.split("-")))
    before = groups(intake)
    check("nobody was asked by it", "aucune échéance" in act(
        intake, "list", "--deadline", "20/04/2026", code=2))
    act(intake, "extend", typed, "20/04/2026", "--silent")
    # The day ends at 24:00 in Paris, where summer time has begun.
    check("the end of that day", groups(intake) == {**before, of: "2026-04-21T00:00:00+02:00"},
          str(groups(intake)))
    said = act(intake, "report")
    check("the report says both", f"{typed}, prolongée au 20/04/2026" in said, said)
    check("it is found by both", act(intake, "list", "--deadline", "20/04/2026") ==
          act(intake, "list", "--deadline", typed))
    act(intake, "undo")
    check("undone, all is as before", groups(intake) == before, str(groups(intake)))


def discloses(intake):
    """Who asks what is held gets every reply, the answer and the letters."""
    reference = dossiers(intake)["BRUNEVAL"]["reference"]
    act(intake, "resend", reference)
    act(intake, "disclose", reference, str(intake.work / "access"))
    wanted = [text["bytes"] for text in ask(
        intake, "SELECT hex(bytes) AS bytes FROM reply WHERE message = (SELECT message FROM reply"
                " WHERE act IS NOT NULL) ORDER BY id")]
    got = [file.read_bytes().hex().upper()
           for file in sorted((intake.work / "access").glob("*/Réponse au message*.eml"),
                              key=lambda file: "(2)" in file.name)]
    check("both replies", len(got) == 2 and got == wanted, str(len(got)))
    act(intake, "undo")


def compares(intake):
    """One name at two hospitals: review offers both answers, and either settles it."""
    one, other = (dossiers(intake)[name] for name in ("OKONKWO", "BRUNEVAL"))
    reason = (f"un candidat de ce nom a déjà le dossier {other['reference']}, porté par "
              "CH-VALSAPIN : est-ce la même personne ?")
    with sqlite3.connect(intake.work / "state/intake.db") as db:
        db.execute("UPDATE dossier SET status = 'review', review_reasons = ? WHERE reference = ?",
                   (json.dumps([reason]), one["reference"]))
    offered = [shlex.split(line)[1:] for line in intake.run("asrctl", "review").stdout.split("\n")
               if line.strip().startswith("asrctl ")]
    apart = ["employer", one["reference"], one["establishment"]]
    check("another person", apart in offered, str(offered))
    check("the same", ["merge", one["reference"], "RÉFÉRENCE"] in offered, str(offered))
    said = act(intake, *apart)
    check("then it is told what lacks", "« dossier incomplet » part" in said, said)
    check("nothing waits any more", "Rien n’attend" in act(intake, "review"))
    act(intake, "undo")
    act(intake, "merge", one["reference"], other["reference"], "--silent")
    check("one dossier then", "BRUNEVAL" not in dossiers(intake))
    act(intake, "undo")


def names_sheets(intake):
    """Excel's names have 31 characters and no like: every table gets a sheet of its own."""
    file = next((intake.work / "campaigns").glob("*.conf"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("label = Rouen", "label = Rouen : la Seine-Maritime, l’Eure")
                    .replace("label = Caen", "label = Rouen : la Seine-Maritime, l’été")
                    .replace("[subdivision rouen]", "[deadline 2026-06-20]\ndate = 2026-06-20\n"
                             "[subdivision rouen]"), encoding="utf-8")
    with sqlite3.connect(intake.work / "state/intake.db") as db:
        ids = [row[0] for row in db.execute("SELECT id FROM dossier ORDER BY id LIMIT 4")]
        for n, dossier in enumerate(ids):
            db.execute("UPDATE dossier SET deadline = ?, subdivision = ? WHERE id = ?",
                       (("2026-02-20", "2026-06-20")[n % 2], ("rouen", "caen")[n // 2], dossier))
    act(intake, "report", "--format", "xlsx", "--output", str(intake.work / "r.xlsx"))
    book = zipfile.ZipFile(intake.work / "r.xlsx").read("xl/workbook.xml").decode("utf-8")
    names = re.findall(r'<sheet name="([^"]*)"', book)
    check("a sheet each", len(names) == len(set(names)) == 5 and
          all(len(name) <= 31 for name in names), str(names))
    check("each names its date", sum(name.endswith(" 2026-06-20") for name in names) == 2 and
          sum(name.endswith(" 2026-02-20") for name in names) == 2, str(names))
    file.write_text(text, encoding="utf-8")


def lets_go(intake):
    """What was let go is gone."""
    held = ask(intake, "SELECT id FROM reply WHERE state = 'held'")
    check("replies are held", len(held) == len(MESSAGES), str(held))
    act(intake, "note", dossiers(intake)["BRUNEVAL"]["reference"], "appelé")
    act(intake, "release", str(held[0]["id"]))
    said = act(intake, "undo", code=1)
    check("it is said so", "(release) ne s’annule pas" in said, said)
    check("nothing else was undone", ask(
        intake, "SELECT count(*) AS n FROM act WHERE undone_by IS NOT NULL")[0]["n"] == 0)


def counts_one(intake):
    """One is one, in words too."""
    check("status", "1 reçu, 0 à examiner" in act(intake, "status"))
    (intake.work / "mail/0003.eml").unlink()
    said = act(intake, "reconcile")
    check("reconcile", said.startswith("0 message dans la boîte, 1 dans la base."), said)


def has_stopped(process):
    """Told to; not by SIGINT, which is ignored from the start behind nohup."""
    process.terminate()
    return process.poll() is not None


def stops_clean(intake):
    """Told to stop halfway, backup and extract leave no copy of anybody's papers."""
    original = next((intake.work / "state/spool").rglob("*.eml"))
    aside = original.rename(original.with_suffix(".kept"))
    os.mkfifo(original)  # is read for ever
    for command in (("backup", "b.tar.gz"), ("extract", "--all", "papers")):
        at = intake.work / command[0]
        at.mkdir()
        process = subprocess.Popen([BUILD / "asrctl", "-c", intake.config, *command[:-1],
                                    at / command[-1]], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        check(f"{command[0]} has begun", wait_until(lambda at=at: list(at.rglob(".asrctl-*"))))
        check(f"{command[0]} ends", wait_until(lambda process=process: has_stopped(process)))
        process.kill()
        said = process.stderr.read()
        check(f"{command[0]} fails", process.returncode == 1, f"{process.returncode} {said}")
        left = [path for path in at.rglob("*") if path.is_file() or path.name.startswith(".")]
        check(f"{command[0]}: nothing is left", left == [], f"{left} {said}")
    original.unlink()
    aside.rename(original)


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-promises-"))
    for name, numbers, steps, smtp in (
            ("sends", MESSAGES, (splits, takes_back_the_last, extends, discloses, compares,
                                names_sheets), {}),
            ("holds", MESSAGES, (lets_go,), {"mode": "hold"}),
            ("one", MESSAGES[:1], (stops_clean, counts_one), {})):
        intake = prepare(work / name, numbers, **smtp)
        for step in steps:
            step(intake)
        check("stops", intake.stop() == 0, intake.said())
    if failures:
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
