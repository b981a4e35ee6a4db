#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One digest for each DAM before the deadline, and one only."""
import datetime
import email
import email.policy
import pathlib
import re
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import Intake, sample, wait_until  # noqa: E402

failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def end_in(work, days):
    """The deadline of the sample's campaign, so many days from today."""
    day = datetime.date.today() + datetime.timedelta(days=days)
    for file in (work / "campaigns").glob("*.conf"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^(date|extended-to) = .*$", f"\\1 = {day}", text, flags=re.M)
        file.write_text(text, encoding="utf-8")


def reminders(intake):
    found = {}
    for file in intake.replies():
        m = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if "Rappel" in m["Subject"]:
            check("one digest a DAM", m["To"] not in found, str(file))
            found[m["To"]] = m
    return found


def by_hand(intake):
    """Told, not sent, while reminders are off."""
    check("ready", intake.serve(), intake.said())
    refused = intake.run("asrctl", "remind")
    check("off by default", refused.returncode == 1 and "reminder-days" in refused.stderr,
          refused.stderr)
    far = intake.run("asrctl", "remind", "--dry-run", "--days", "4")
    check("not yet", "Aucun rappel" in far.stdout, far.stdout + far.stderr)
    told = intake.run("asrctl", "remind", "--dry-run", "--days", "5")
    check("told of two DAMs", "2 rappels" in told.stdout, told.stdout + told.stderr)
    for word in ("HADDADI", "OKONKWO", "SAINT-AUBERT"):
        check(f"told of {word}", word in told.stdout, told.stdout)
    check("complete dossiers are not reminded of", "PERRAUDIN" not in told.stdout, told.stdout)
    check("stops", intake.stop() == 0)


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-remind-"))
    intake = Intake(work)
    end_in(work, 5)
    for n, raw in zip((6, 8, 9), sample(6, 8, 9)):
        intake.drop(f"{n:04}", raw)
    check("a pass", intake.once().returncode == 0)
    before = len(intake.replies())
    by_hand(intake)
    check("nothing left yet", len(intake.replies()) == before)
    intake.write(intake={"reminder-days": 7})
    for _ in range(2):
        done = intake.once()
        check("a pass with reminders", done.returncode == 0, done.stderr)
        check("two digests, once", len(intake.replies()) == before + 2, str(intake.replies()))
    found = reminders(intake)
    check("to both", set(found) == {"affaires.medicales@ch-valsapin.test",
                                    "direction.am@chi-trois-rivieres.test"}, str(list(found)))
    for to, m in found.items():
        text = m.get_content()
        check("automatic", m["Auto-Submitted"] == "auto-replied")
        check("no field left", "{" not in text + m["Subject"], text)
        both = to.startswith("direction")
        check("each its own dossiers", ("HADDADI" in text, "OKONKWO" in text) == (both, not both),
              text)
        missing = "Projet" if both else "Avis du directeur du centre hospitalier"
        check("what lacks is named", missing in text, text)
        check("no reference of another", text.count("Dossier ESSAI") == (2 if both else 1), text)
    if failures:
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
