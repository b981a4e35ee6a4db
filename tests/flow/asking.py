#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed with a slip, in another writing, or without the right to: each
is understood where it has one meaning, and else answered in French with what
there is.  No slip reads as an empty list."""
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, Intake, sample, wait_until  # noqa: E402

DONE, FAILED, USAGE = 0, 1, 2
STRANGER = 4999
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def references(intake, *filters):
    done = intake.run("asrctl", "list", "--json", *filters)
    check(f"{filters} is understood", done.returncode == DONE, done.stderr)
    return {d["reference"] for d in json.loads(done.stdout or "[]")}


def refused(intake, code, words, *call):
    done = intake.run("asrctl", *call)
    check(f"{call}: {words}", done.returncode == code and words in done.stderr
          and done.stderr.count("\n") == 1 and done.stdout == "",
          f"{done.returncode} {done.stdout[:200]} {done.stderr}")


def other_writings(intake):
    """An id, its label, a date as the French write it, a word of a name."""
    everything = references(intake)
    rouen = references(intake, "--subdivision", "rouen")
    check("there is something to choose from", rouen and rouen < everything, str(everything))
    for one, other in ((("--subdivision", "rouen"), ("--subdivision", "ROUEN")),
                       (("--deadline", "2026-02-20"), ("--deadline", "20/02/2026")),
                       (("--deadline", "2026-02-20"), ("--deadline", "20/3/2026")),
                       (("--status", "incomplete"), ("--status", "incomplet")),
                       (("--status", "review"), ("--status", "à voir")),
                       (("--establishment", "CH-VALSAPIN"), ("--establishment", "Valsapin")),
                       (("--establishment", "CHI-TROIS-RIVIERES"), ("--establishment", "trois rivières")),
                       (("--since", "2025-12-09"), ("--since", "9/12/2025"))):
        check(f"{other} is {one}", references(intake, *one) == references(intake, *other) != set())


def slips(intake):
    for call, words in (
            (("list", "--subdivision", "paris"), "vouliez-vous dire : rouen, caen ?"),
            (("list", "--deadline", "2026-02-21"), "vouliez-vous dire : 20/02/2026 ?"),
            (("list", "--campaign", "asr"), "vouliez-vous dire : asr-essai-2026 ?"),
            (("list", "--establishment", "CH-VALSAPN"), "vouliez-vous dire : CH-VALSAPIN ?"),
            (("list", "--establishment", "centre"), "CH-VALSAPIN, CH-ROCHECLAIRE"),
            (("report", "--subdivision", "paris"), "rouen, caen"),
            (("list", "--status", "bon"), "complet, incomplet ou « à voir »"),
            (("messages", "--outcome", "bon"), "classé, refusé, courrier"),
            (("list", "--since", "30/02/2026"), "une date est attendue"),
            (("list", "--nonsense"), "option inconnue : --nonsense"),
            (("list", "--status"), "il manque une valeur après --status"),
            (("list", "--width", "wide"), "valeur qui ne convient pas à --width"),
            (("lits",), "vouliez-vous dire : asrctl list ?"),
            (("show",), "usage : asrctl show RÉFÉRENCE")):
        refused(intake, USAGE, words, *call)


def dossiers(intake):
    first = intake.run("asrctl", "show", "1")
    check("a number is enough", first.stdout.startswith("ESSAI-2026-0001"), first.stderr)
    name = json.loads(intake.run("asrctl", "list", "--json").stdout)[0]["candidate"]["family_name"]
    refused(intake, FAILED, "vouliez-vous dire : ESSAI-2026-0001", "show", name.lower())
    refused(intake, FAILED, "aucun dossier « 999 »", "show", "999")
    # Another campaign's dossier of the same number, still configured or not.
    db = sqlite3.connect(intake.work / "state/intake.db")
    columns = [row[1] for row in db.execute("PRAGMA table_info(dossier)") if row[1] != "id"]
    rest = ", ".join(c for c in columns if c not in ("reference", "campaign"))
    db.execute(f"INSERT INTO dossier (reference, campaign, {rest})"
               f" SELECT 'VIEUX-2025-0001', 'vieux-2025', {rest} FROM dossier WHERE id = 1")
    db.execute("INSERT INTO sequence VALUES ('VIEUX-2025', 1)")
    db.commit()
    db.close()
    refused(intake, FAILED, "plusieurs dossiers : ESSAI-2026-0001, VIEUX-2025-0001", "show", "1")
    check("a campaign that is configured no more is still filtered by",
          references(intake, "--campaign", "vieux-2025") == {"VIEUX-2025-0001"})


def help_is_french(intake):
    texts = [intake.run("asrctl", *call).stdout for call in (
        ("--help",), ("help",), ("list", "--help"), ("help", "assign"), ("erase", "-h"))]
    for text in texts:
        check("help is French", text.startswith("Usage : ") and
              not re.search(r"\b(Help|Show|Options:)", text), text[:300])
    check("help of a command is that command's", "--also" in texts[3])
    before = intake.run("asrctl", "--json", "list")
    check("a common option may come first", before.stdout.startswith("["), before.stderr)


def held(work):
    """Where agents let each reply go, they are told of each, and how."""
    intake = Intake(work, smtp={"mode": "hold"}, control={"undo-delay": 0})
    for n, raw in enumerate(sample(5, 8), 1):
        intake.drop(str(n), raw)
    check("ready", intake.serve(), intake.said())
    check("both are settled", wait_until(lambda: len(intake.settled()) == 2), intake.said())
    check("the work is counted", "2 réponses à libérer : asrctl review" in
          intake.run("asrctl", "status").stdout)
    listed = intake.run("asrctl", "review").stdout
    check("each is named with its command", [line.strip() for line in listed.split("\n")
                                             if line.startswith("Réponse") or "release" in line] == [
        "Réponse 1 – complet – pour dam@ch-rocheclaire.test – ESSAI-2026-0001", "asrctl release 1",
        "Réponse 2 – incomplet – pour affaires.medicales@ch-valsapin.test – ESSAI-2026-0002",
        "asrctl release 2"], listed)
    replies = json.loads(intake.run("asrctl", "review", "--json").stdout)["replies"]
    check("and to programs", [(r["id"], r["kind"]) for r in replies] ==
          [(1, "complete"), (2, "incomplete")], str(replies))
    for n in ("1", "2"):
        check(f"release {n}", intake.run("asrctl", "release", n).returncode == 0)
    check("then nothing waits", "Rien n’attend" in intake.run("asrctl", "review").stdout)
    check("both leave", wait_until(lambda: len(intake.replies()) == 2), intake.said())
    check("stops", intake.stop() == 0, intake.said())


def screens(intake):
    """No line is wider than was asked for, but for what is to be copied whole."""
    for call in (("show", "4"), ("show-message", "8"), ("review",), ("list",), ("status",)):
        shown = intake.run("asrctl", *call, "--width", "80").stdout.split("\n")
        wide = [line for line in shown if len(line) > 80 and "asrctl " not in line]
        check(f"{call} fits 80 columns", not wide, str(wide[:3]))
        ragged = [line for line in shown if line != line.rstrip() or line.lstrip()[:2] in
                  (": ", "; ", "? ", "! ", "» ")]
        check(f"{call} ends and begins its lines well", not ragged, str(ragged[:3]))


def strangers(intake):
    """Who may not read is told that, not that there is nothing."""
    if os.getuid() != 0:
        return
    os.chmod(intake.work, 0o755)
    os.chmod(intake.config, 0o644)
    os.chmod(intake.work.parent, 0o755)
    done = subprocess.run(["setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}",
                           "--clear-groups", "--", BUILD / "asrctl", "-c", intake.config, "list"],
                          capture_output=True, text=True, timeout=60, check=False)
    check("a stranger is told what is lacking", done.returncode == FAILED
          and "du groupe des agents" in done.stderr, done.stderr)


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-asking-"))
    intake = Intake(work / "intake")
    refused(intake, FAILED, "il n’y a pas encore de base", "list")
    for n in range(1, 29):
        intake.drop(f"{n:04}", sample(n)[0])
    done = intake.once()
    check("a pass", done.returncode == DONE, done.stderr)
    other_writings(intake)
    slips(intake)
    help_is_french(intake)
    screens(intake)
    dossiers(intake)
    strangers(intake)
    held(work / "held")
    shutil.rmtree(work)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
