#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How costs grow: with messages in the mailbox, with dossiers in the
store, with the size of a message; and what the service costs at rest.

usage: growth.py [LARGEST]    (default 100000 messages and dossiers)
"""
import contextlib
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "kill"), str(HERE.parent / "servers")]
import letters  # noqa: E402
import workspace  # noqa: E402
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402
from measure import Run, cpu_of, family, peak_kb  # noqa: E402

LARGEST = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
SIZES = [n for n in (100, 1000, 10000, 100000, 1000000) if n <= LARGEST]
IDLE_S = int(os.environ.get("IDLE_SECONDS", "600"))


@contextlib.contextmanager
def served(folder, count):
    """(workspace, Dovecot) with count small messages in its INBOX."""
    authority = Authority(folder / f"ca{count}")
    dovecot = Dovecot(folder / f"dovecot{count}", *authority.certificate("server"))
    box = dovecot.mail / USER
    for part in ("cur", "new", "tmp"):
        (box / part).mkdir(parents=True)
    for number in range(count):
        (box / "cur" / f"1768208400.{number}.bench:2,S").write_text(
            f"From: someone@essai.test\r\nMessage-ID: <{number}@essai.test>\r\n"
            f"Subject: {number}\r\n\r\nBonjour.\r\n")
    owner = dovecot.mail.stat()
    for path in [box, *box.rglob("*")]:
        os.chown(path, owner.st_uid, owner.st_gid)
    work = workspace.make(mail=())
    password = workspace.secret(work, "password", PASSWORD)
    workspace.write_config(work, f"imaps://localhost:{dovecot.imaps}/INBOX", "dir:out", {
        "mailbox": f"user = {USER}\npassword-file = {password}\nca-file = {authority.ca}\n"},
        forms=workspace.REAL_FORMS)
    yield work, dovecot
    dovecot.stop()
    shutil.rmtree(work)


def nothing_new(folder):
    for count in [n for n in SIZES if n <= 10000] if LARGEST < 100000 else SIZES[:4]:
        with served(folder, count) as (work, _):
            first = Run(workspace.command("asr-intaked", work, "--once"))
            runs = [Run(workspace.command("asr-intaked", work, "--once")) for _ in range(3)]
            best = min(runs, key=lambda r: r.cpu)
            print(f"nothing new, {count:7} messages in the mailbox    {best.cpu * 1000:8.0f} ms "
                  f"CPU {best.wall * 1000:8.0f} ms wall (first pass {first.cpu:.0f} s CPU)",
                  flush=True)


FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
INSERT INTO dossier (reference, campaign, deadline, subdivision, establishment, family_name,
 given_name, folded_name, other_names, specialty, status, late, provisional, received_at,
 completed_at, told_incomplete_at, complete_until, review_reasons, warnings)
SELECT 'BENCH-' || i, campaign, deadline, subdivision, establishment, 'NOM' || i, 'Camille',
 'nom' || i || ' camille', '[]', specialty, 'complete', 0, 0, received_at - i, completed_at, 0, 0,
 '[]', '[]' FROM n, (SELECT * FROM dossier LIMIT 1);
INSERT INTO dossier_word (word, dossier)
 SELECT 'nom' || substr(reference, 7), id FROM dossier WHERE reference LIKE 'BENCH-%';
INSERT INTO dossier_piece (dossier, position, piece, annexe, requirement, state, said_by)
 SELECT d.id, p.position, p.piece, p.annexe, p.requirement, p.state, p.said_by
 FROM dossier d, dossier_piece p WHERE d.reference LIKE 'BENCH-%'
 AND p.dossier = (SELECT min(dossier) FROM dossier_piece);
"""


def many_dossiers():
    for count in SIZES:
        work = workspace.make(forms=workspace.REAL_FORMS)
        workspace.once(work)
        subprocess.run(["sqlite3", work / "state/intake.db", FILL.format(count=count)], check=True)
        listed = min((Run(workspace.command("asrctl", work, "list", "--candidate", "nom57"))
                      for _ in range(3)), key=lambda r: r.cpu)
        every = Run(workspace.command("asrctl", work, "list"))
        shutil.copy(workspace.MAIL / "0008.eml", work / "mail")
        filed = Run(workspace.command("asr-intaked", work, "--once"))
        print(f"{count:7} dossiers: list of one {listed.cpu * 1000:6.0f} ms, of all "
              f"{every.cpu * 1000:8.0f} ms, a filing {filed.cpu * 1000:6.0f} ms CPU", flush=True)
        shutil.rmtree(work)


def large_messages():
    for megabytes in (5, 50):
        work = workspace.make(mail=(), forms=workspace.REAL_FORMS)
        raw = letters.with_file("photo.bin", os.urandom(int(megabytes * 730000)))
        (work / "mail/large.eml").write_bytes(raw)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        process = subprocess.Popen(["/usr/bin/time", "-f", "%M", *workspace.command(
            "asr-intaked", work, "--once")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True)
        kb = int(process.communicate()[1].split()[-1])
        print(f"a message of {megabytes:3} MB: {kb / 1024:6.0f} MB resident at most, of any "
              "process", flush=True)
        shutil.rmtree(work)
        del before


def at_rest(folder):
    with served(pathlib.Path(tempfile.mkdtemp(dir=folder)), 100) as (work, _):
        process = subprocess.Popen(workspace.command("asr-intaked", work),
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(20)
        everyone = family(process.pid)
        start = cpu_of(everyone)
        time.sleep(IDLE_S)
        used = cpu_of(everyone) - start
        for pid in everyone:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
                pss = next(l for l in rollup if l.startswith("Pss:")).split()[1]
            print(f"at rest: process {everyone.index(pid)}: {int(pss) / 1024:5.1f} MB (PSS), "
                  f"{peak_kb(pid) / 1024:5.1f} MB at most")
        print(f"at rest: {used * 1000:.0f} ms of CPU in {IDLE_S} s")
        os.kill(process.pid, signal.SIGTERM)
        process.wait(60)


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-bench-"))
    many_dossiers()
    large_messages()
    nothing_new(folder)
    at_rest(folder)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
