#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Archives taken while the service works, and the way back from each.

Mail keeps coming while `asrctl backup` runs.  Whatever moment an archive
shows, the steps of doc/restore.md, run as they stand there, lead to a state
in which nothing is missing: what came later is fetched anew, the dossiers
are those of the state that was lost, and no reply leaves twice by itself.
"""
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
import threading

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import SOURCES, Intake, sample, wait_until  # noqa: E402

MAIL = (5, 8, 24, 25, 17, 2, 11)  # whole, lacking, late, review, a question, refused
MESSAGES = 70
ARCHIVES = 4
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def messages():
    """The same few kinds of mail over and over, each a message of its own."""
    kinds = sample(*MAIL)
    for n in range(MESSAGES):
        raw = kinds[n % len(kinds)]
        yield f"{n:04}", re.sub(rb"(?mi)^(Message-ID: *<)", rb"\g<1>%d." % n, raw, count=1)


def in_database(folder):
    with sqlite3.connect(f"file:{folder}/intake.db?mode=ro", uri=True) as db:
        return db.execute("SELECT count(*) FROM message").fetchone()[0]


def take_archives(intake, more):
    """Archives, and whether rows were written while one of them was taken; more
    lets the next batch come as one is begun, so that no two but neighbours can
    show one moment however quick the service is."""
    state, archives, written = intake.work / "state", [], False
    for n in range(ARCHIVES):
        started = in_database(state)
        wait_until(lambda: in_database(state) >= (n + 1) * MESSAGES // (ARCHIVES + 1))
        archive = intake.work / f"backup-{n}.tar.gz"
        more.release()
        done = intake.run("asrctl", "backup", archive)
        check(f"archive {n} is taken", done.returncode == 0, done.stderr)
        written = written or in_database(state) > started
        archives.append(archive)
    return archives, written


def work_and_back_up(intake):
    stop, more = threading.Event(), threading.Semaphore(1)

    def deliver():
        for n, (name, raw) in enumerate(messages()):
            if n % (MESSAGES // (ARCHIVES + 1)) == 0:
                more.acquire()
            intake.drop(name, raw)
            if stop.wait(0.02):
                return
    sender = threading.Thread(target=deliver)
    check("the service starts", intake.serve())
    sender.start()
    try:
        archives, written = take_archives(intake, more)
    except BaseException:
        stop.set()
        more.release()
        raise
    sender.join()
    check("rows were written meanwhile", written)
    check("all is settled", wait_until(lambda: len(intake.settled()) == MESSAGES))
    check("all is sent", wait_until(lambda: not queued(intake)))
    check("the service stops well", intake.stop() == 0)
    return archives


def queued(intake):
    return [m for m in intake.messages() if m["reply"]["state"] == "queued"]


def documented_steps():
    """The commands of doc/restore.md that unpack an archive."""
    text = (SOURCES / "doc/restore.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", text[text.index("## Restore"):], re.S)
    check("doc/restore.md has its steps", len(blocks) == 1 and "tar " in blocks[0], blocks)
    return blocks[0]


def restore(archive, state):
    """As documented, for this folder and this user."""
    steps = documented_steps().replace("/var/lib/asr-intake", str(state))
    steps = steps.replace("-o asr-intake -g asr ", "")
    steps = steps.replace("asr-intake:asr", f"{os.getuid()}:{os.getgid()}")
    done = subprocess.run(["sh", "-eu", "-c", steps.replace("FILE", str(archive))],
                          capture_output=True, text=True)
    check("the steps run", done.returncode == 0, done.stderr)


def standing(intake):
    """What agents see of each dossier, whatever its number."""
    dossiers = json.loads(intake.run("asrctl", "list", "--json").stdout)
    return sorted((d["candidate"]["family_name"], d["status"], d["late"], d["establishment"],
                   sorted((p["piece"], p["state"]) for p in d["pieces"])) for d in dossiers)


def settled(intake):
    return sorted((m["message_id"], m["outcome"]) for m in intake.messages())


def try_archive(intake, archive, lost):
    state = intake.work / "state"
    shutil.rmtree(state)
    restore(archive, state)
    with tarfile.open(archive) as tar:
        originals = sum(m.name.endswith(".eml") for m in tar.getmembers())
    with sqlite3.connect(f"file:{state}/intake.db?mode=ro", uri=True) as db:
        wanted = db.execute("SELECT count(DISTINCT sha256) FROM message").fetchone()[0]
    check("each message is in it, and no other", originals == wanted, f"{originals} {wanted}")
    done = intake.run("asrctl", "verify")
    check("what was restored is whole", done.returncode == 0, done.stdout)
    check("it reads as it is", intake.run("asrctl", "status").returncode == 0)
    before = {f.name: f.read_bytes() for f in intake.replies()}
    intake.write(smtp={"mode": "hold"})
    done = intake.once()
    check("a pass", done.returncode == 0, done.stderr)
    check("no message is missing", settled(intake) == lost["settled"])
    check("the same dossiers", standing(intake) == lost["dossiers"])
    said = intake.run("asrctl", "reconcile").stdout
    check("nothing unexplained", said.endswith("0 inexpliqué\n"), said)
    check("no reply leaves by itself but those that were queued",
          {f.name: f.read_bytes() for f in intake.replies()} == before)
    return wanted


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-restore-"))
    intake = Intake(work, mailbox={"poll-interval": "1"}, control={"socket": "control"},
                    smtp={"replies-per-hour": "1000", "replies-per-day": "1000"})
    archives = work_and_back_up(intake)
    lost = {"settled": settled(intake), "dossiers": standing(intake)}
    held = [try_archive(intake, archive, lost) for archive in archives]
    check("the archives show different moments", len(set(held)) > 1, held)
    if failures:
        print(f"{len(failures)} failed; kept: {work}")
        return 1
    print(f"{ARCHIVES} archives of {held} out of {MESSAGES} messages, each restored")
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
