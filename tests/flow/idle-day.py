#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day of idling, compressed: IDLE armed anew, tokens renewed and servers
restarted every few seconds, for TEST_SECONDS (600).  Every letter is answered
once, memory stays flat, and nobody is busy.  For `make check-long`."""
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from authority import Authority  # noqa: E402
from dovecot import USER  # noqa: E402
from intake import WORKERS, Intake, sample, wait_until  # noqa: E402
from scripted_smtp import ScriptedSmtp  # noqa: E402
from tokens import SECRET, Tokens  # noqa: E402

SECONDS = int(os.environ.get("TEST_SECONDS", "600"))
GROWTH_KB = 2048  # of a worker, from after its first minute on
BUSY = 0.10       # of one core, by the four processes without their examiners
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def oauth2():
    sys.path.insert(0, str(HERE))
    from oauth2 import start_dovecot  # noqa: E402
    return start_dovecot


def resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def busy(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def letter(number):
    raw = sample(11)[0]
    return raw.replace(b"Message-ID: <", b"Message-ID: <day-%d-" % number, 1)


def day(intake, dovecot, server, tokens):
    random.seed(7)
    began, sent, restarts, measured = time.monotonic(), 0, 0, []
    pids = {name: intake.worker(name) for name in WORKERS}
    pids["supervisor"] = intake.process.pid
    while time.monotonic() - began < SECONDS:
        turn = random.random()
        if turn < 0.4:
            dovecot.stop()
            time.sleep(random.random() * 2)
            dovecot.start()
            restarts += 1
        elif turn < 0.5:
            tokens.revoke()
        elif sent < 200:
            client = dovecot.client()
            client.append("INBOX", None, None, letter(sent))
            client.logout()
            sent += 1
        time.sleep(1 + random.random() * 2)
        if time.monotonic() - began > min(60, SECONDS / 4):
            measured.append({name: resident(pid) for name, pid in pids.items()})
    check("every letter is answered", wait_until(lambda: len(server.accepted) >= sent, 300),
          f"{len(server.accepted)} of {sent}")
    check("once", len(server.accepted) == sent, f"{len(server.accepted)} of {sent}")
    check("the same processes to the end",
          all(intake.worker(name) == pids[name] for name in WORKERS), intake.said()[-2000:])
    spent = {name: busy(pid) for name, pid in pids.items()}
    for name in pids:
        grown = measured[-1][name] - measured[0][name]
        check(f"{name} does not grow", grown < GROWTH_KB, f"{grown} KB")
    check("nobody is busy", sum(spent.values()) < BUSY * SECONDS, spent)
    print(f"{sent} letters, {restarts} restarts, {len(tokens.given)} tokens in {SECONDS} s; CPU "
          + ", ".join(f"{n} {s:.1f} s" for n, s in spent.items()) + "; RSS "
          + ", ".join(f"{n} {measured[0][n]}→{measured[-1][n]} KB" for n in pids))


def main():
    if shutil.which("dovecot") is None:
        print("dovecot is not installed")
        return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-day-"))
    authority = Authority(work / "authority")
    certificate = authority.certificate("server")
    tokens = Tokens(certificate, USER, life=303)  # each is good for three seconds of new sessions
    dovecot = oauth2()(work, certificate, tokens)
    server = ScriptedSmtp(starttls=certificate, mechanism="XOAUTH2")
    intake = Intake(work / "intake", mailbox={
        "source": f"imaps://localhost:{dovecot.imaps}/INBOX", "user": USER, "auth": "xoauth2",
        "ca-file": authority.ca, "poll-interval": 2}, smtp={
        "server": f"smtp://localhost:{server.port}", "user": USER, "auth": "xoauth2",
        "ca-file": authority.ca, "replies-per-day": 1000, "replies-per-hour": 100000})
    intake.write(oauth2=tokens.settings(authority, intake.secret("client-secret", SECRET)))
    try:
        check("the service starts", intake.serve(), intake.said())
        day(intake, dovecot, server, tokens)
        check("a clean end", intake.stop() == 0, intake.said())
    finally:
        if intake.process is not None and intake.process.poll() is None:
            intake.stop()
        dovecot.stop()
        tokens.stop()
        server.stop()
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
