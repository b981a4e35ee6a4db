#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clocks that jump, and the nights on which an hour is missing or twice."""
import collections
import contextlib
import datetime
import email
import email.header
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from scenario import expect, main, recovers, scenario, status, undisturbed
import points
import workspace
from authority import Authority
from dovecot import PASSWORD, USER, Dovecot
from intake import wait_until
from scripted_imap import ScriptedImap
from smtp import Smtp

DAY_S = 24 * 3600
YEAR_S = 365 * DAY_S
BOTH = ("0005.eml", "0011.eml")  # one is filed, one refused: two replies


def at(work, seconds):
    """A pass by a clock that is wrong by so much."""
    control = points.Points(work, clock_s=seconds)
    done = workspace.once(work, env=control.environment())
    expect(done.returncode == 0, f"the clock {seconds} s off: {done.stderr}")


@scenario
def back_and_forth():
    """The clock jumps a year ahead, two back, and is set right"""
    work = workspace.make()
    for seconds in (YEAR_S, -YEAR_S, 3600, -3600):
        at(work, seconds)
    recovers(work, undisturbed())
    shutil.rmtree(work)


@scenario
def queued_in_the_future():
    """A reply queued while the clock was a year ahead leaves all the same"""
    smtp = Smtp()
    work = workspace.make(("0005.eml",), server=f"smtp://127.0.0.1:{smtp.port}")
    smtp.answers["connect"] = None
    at(work, YEAR_S)
    smtp.reset()
    workspace.once(work)
    expect(len(smtp.deliveries) == 1, f"{len(smtp.deliveries)} replies")
    smtp.stop()
    shutil.rmtree(work)


@scenario
def quiet_period():
    """A reply that waits for more messages leaves once, however the clock is set"""
    for ahead, then in ((YEAR_S, 0), (-YEAR_S, 0), (YEAR_S, -YEAR_S), (0, 3600), (3600, 3600 + 700)):
        smtp = Smtp()
        work = workspace.make(("0005.eml",), server=f"smtp://127.0.0.1:{smtp.port}",
                              more={"intake": "quiet-period = 600\n"})
        at(work, ahead)
        expect(not smtp.deliveries, "it did not wait")
        at(work, then)
        at(work, then)
        expect(len(smtp.deliveries) == 1, f"by {ahead} s, then {then}: {len(smtp.deliveries)}")
        smtp.stop()
        shutil.rmtree(work)


@contextlib.contextmanager
def serving(work, control):
    """The service, once it is ready: from then on a worker that dies is started anew."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard, \
            open(work / "log", "wb") as log:
        heard.bind(str(work / "notify"))
        heard.settimeout(120)
        process = subprocess.Popen(workspace.command("asr-intaked", work), stderr=log,
                                   env=dict(control.environment(), NOTIFY_SOCKET=f"{work}/notify"),
                                   start_new_session=True)
        while b"READY=1" not in heard.recv(4096):
            pass
    try:
        yield process
    finally:
        process.terminate()
        process.wait(120)


@scenario
def purge_by_a_wrong_clock():
    """The clock jumps ten years: nothing is erased, and why is said"""
    work = workspace.make(("0005.eml",), more={
        "retention": "dossier-months = 60\nmessage-months = 60\n"})
    expect(workspace.once(work).returncode == 0, "the first pass failed")
    kept = ("message", "dossier", "finding", "reply", "spool")
    before = {k: v for k, v in workspace.snapshot(work).items() if k in kept}
    expect(len(before) == len(kept), f"only {list(before)}")
    control = points.Points(work, clock_s=1)
    with serving(work, control):
        said = workspace.run("asrctl", work, "purge", "--yes")
        expect(said.returncode == 0 and "Rien" in said.stdout, f"by a good clock: {said}")
        for years in (10, -10):
            control.set_clock(years * YEAR_S)
            said = workspace.run("asrctl", work, "purge", "--yes")
            expect(said.returncode == 1 and "horloge" in said.stderr, f"{years} years: {said}")
        control.set_clock(12 * 3600)
        again = workspace.run("asrctl", work, "purge", "--yes")
        expect(again.returncode == 0 and "Rien" in again.stdout, f"half a day: {again}")
    wrong = workspace.differences(before, workspace.snapshot(work))
    expect(not wrong, "; ".join(wrong))
    shutil.rmtree(work)
    return f"« {said.stderr.strip()} »"


# --- reminders, the fuse and patience ----------------------------------


def end_in(work, days):
    """The deadline of every campaign, so many days from today."""
    day = datetime.date.today() + datetime.timedelta(days=days)
    for file in (work / "campaigns").glob("*.conf"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^(date|extended-to) = .*$", f"\\1 = {day}", text),
                        encoding="utf-8")


def reminders(work):
    return [f for f in (work / "out").glob("*.eml")
            if "Rappel" in str(email.header.make_header(email.header.decode_header(
                email.message_from_bytes(f.read_bytes())["Subject"])))]


def new_registrar(process):
    """The one at work is killed: the next looks for reminders at once."""
    def find():
        with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split() if pathlib.Path(
                f"/proc/{pid}/comm").read_text(encoding="ascii") == "asr-registrar\n"]

    expect(wait_until(find), "no registrar")
    old = find()[0]
    os.kill(old, signal.SIGKILL)
    expect(wait_until(lambda: find() not in ([], [old])), "no other registrar")


@scenario
def reminders_by_a_wrong_clock():
    """The clock jumps to some days before a deadline, and back: nobody is reminded by it"""
    work = workspace.make(("0006.eml", "0008.eml"), more={"intake": "reminder-days = 7\n"},
                          forms=workspace.REAL_FORMS)
    end_in(work, 40)
    control = points.Points(work, clock_s=1)
    expect(workspace.once(work).returncode == 0, "the first pass failed")
    with serving(work, control) as process:
        control.set_clock(35 * DAY_S)
        new_registrar(process)
        expect(wait_until(lambda: "clock" in (status(work)["last_error"] or "")),
               "status says nothing of the clock")
        said = status(work)["last_error"]
        control.set_clock(1)
        new_registrar(process)
        expect(wait_until(lambda: not status(work)["last_error"]), "status still complains")
        expect(not reminders(work), "reminded by a wrong clock")
    for _ in range(2):  # when it is really so late
        at(work, 35 * DAY_S)
        expect(len(reminders(work)) == 2, f"{len(reminders(work))} reminders")
    shutil.rmtree(work)
    return f"« {said} »"


@scenario
def fuse():
    """Replies sent by a clock that was ahead do not blow the fuse of today"""
    smtp = Smtp()
    work = workspace.make(("0005.eml", "0006.eml", "0011.eml"),
                          server=f"smtp://127.0.0.1:{smtp.port}",
                          more={"smtp": "replies-per-hour = 2\n"})
    control = points.Points(work, clock_s=YEAR_S)
    with serving(work, control):
        expect(wait_until(lambda: status(work)["send_paused"]), "two an hour, and three leave")
        time.sleep(2)  # what leaves in the second of the mending counts as after it
        resumed = workspace.run("asrctl", work, "resume", "send")
        expect(resumed.returncode == 0, resumed.stderr)
        expect(wait_until(lambda: len(smtp.deliveries) == 3), f"{len(smtp.deliveries)} replies")
    for name in ("0008.eml", "0024.eml", "0028.eml"):
        shutil.copy(workspace.MAIL / name, work / "mail")
    expect(workspace.once(work).returncode == 0, "the pass failed")
    expect(len(smtp.deliveries) == 5, f"{len(smtp.deliveries)} replies, not 5")
    expect(status(work)["send_paused"], "the fuse is gone")
    smtp.stop()
    shutil.rmtree(work)


@scenario
def patience():
    """The clock jumps six days ahead while the SMTP server is down: nothing is given up"""
    smtp = Smtp()
    work = workspace.make(BOTH, server=f"smtp://127.0.0.1:{smtp.port}",
                          more={"mailbox": "poll-interval = 5\n"})
    smtp.answers["connect"] = None
    control = points.Points(work, clock_s=1)
    with serving(work, control):
        expect(wait_until(lambda: status(work)["replies"]["queued"] == 2), "no reply is queued")
        before = smtp.counts.get("connect", 0)
        control.set_clock(6 * DAY_S)
        # Between tries the service waits two minutes at the longest.
        expect(wait_until(lambda: smtp.counts.get("connect", 0) >= before + 2, 300),
               "not tried again")
        expect(not status(work)["replies"]["failed"], "given up after six days that were none")
        smtp.reset()
        control.set_clock(1)
        expect(wait_until(lambda: len(smtp.deliveries) == 2, 180),
               f"{len(smtp.deliveries)} replies, once the clock was set right")
    expect(status(work)["replies"]["sent"] == 2, f"{status(work)['replies']}")
    smtp.stop()
    shutil.rmtree(work)


# --- the mailbox -------------------------------------------------------


@scenario
def withheld_in_the_future():
    """What the server did not hand over while the clock was ahead is asked for again"""
    raw = (workspace.MAIL / "0005.eml").read_bytes()
    sick = True

    def tamper(command, words, answer):
        if sick and command == "UID FETCH" and any("BODY.PEEK[]" in w for w in words):
            return [b"* 1 FETCH (UID 1 BODY[] NIL)\r\n" if b"UID 1 " in c else c for c in answer]
        return answer

    server = ScriptedImap([raw], tamper=tamper)
    work = workspace.make(mail=())
    password = workspace.secret(work, "password", "secret")
    workspace.write_config(work, f"imap://127.0.0.1:{server.port}/INBOX", more={
        "mailbox": f"user = u\npassword-file = {password}\nidle = false\npoll-interval = 5\n"})
    control = points.Points(work, clock_s=YEAR_S)

    def attempts():
        with contextlib.closing(workspace.database(work)) as db:
            return db.execute("SELECT coalesce(max(attempts), 0) FROM undelivered").fetchone()[0]

    with serving(work, control):
        expect(wait_until(lambda: attempts() >= 2), "no second attempt")
        control.set_clock(0)
        sick = False
        expect(wait_until(lambda: status(work)["messages"]["total"] == 1),
               "it waits for the clock of a year ahead")
    server.stop()
    shutil.rmtree(work)


def fill(server, name, mail):
    client = server.client()
    client.create(name)
    for file in mail:
        client.append(name, None, None, (workspace.MAIL / file).read_bytes())
    client.logout()


def held(server, name):
    """How often each Message-ID lies in a folder."""
    client = server.client()
    found = collections.Counter()
    if client.select(name, readonly=True)[0] == "OK":
        data = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1]
        found.update(d[1].strip() for d in data if isinstance(d, tuple))
    client.logout()
    return found


def tidied(server, smtp, name, answered, then):
    """Answered by one clock, moved and copied by another, then by the right one."""
    done, sent = f"{name}-faits", f"{name}-sortis"
    work = workspace.make(mail=())
    password = workspace.secret(work, "password", PASSWORD)
    login = f"user = {USER}\npassword-file = {password}\nidle = false\n"
    source, out = f"imap://localhost:{server.imap}/{name}", f"smtp://127.0.0.1:{smtp.port}"
    workspace.write_config(work, source, out, {"mailbox": login})
    fill(server, name, BOTH)
    came = held(server, name)
    smtp.reset()
    at(work, answered)
    workspace.write_config(work, source, out, {
        "mailbox": f"{login}done-folder = {done}\nsent-folder = {sent}\n"})
    for seconds in (then, 0, 0):
        at(work, seconds)
        told = f"answered {answered} s, tidied {then} s, now {seconds} s off"
        expect(held(server, name) + held(server, done) == came,
               f"{told}: {held(server, name)} {held(server, done)}")
        expect(held(server, done).total() == 1, f"{told}: not one message is moved")
        expect(set(held(server, sent).values()) <= {1}, f"{told}: {held(server, sent)}")
    expect(held(server, sent).total() == 2, f"{told}: {held(server, sent)} copied")
    expect(len(smtp.deliveries) == 2, f"{told}: {len(smtp.deliveries)} replies")
    shutil.rmtree(work)


@scenario
def moved_and_copied():
    """However the clock is set between answer and move: each moved once, copied once"""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-clock-"))
    server = Dovecot(folder / "dovecot", *Authority(folder / "ca").certificate("server"))
    smtp = Smtp()
    jumps = ((YEAR_S, 0), (0, YEAR_S), (0, -YEAR_S), (YEAR_S, -YEAR_S), (-3600, 3600))
    try:
        for number, (answered, then) in enumerate(jumps):
            tidied(server, smtp, f"C{number}", answered, then)
    finally:
        server.stop()
        smtp.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return f"{len(jumps)} pairs of clocks"


# --- nights ------------------------------------------------------------


def late(deadline, received):
    """Whether a dossier received then is late for that deadline."""
    work = workspace.make(mail=())
    for file in (work / "campaigns").glob("*.conf"):
        text = file.read_text(encoding="utf-8")
        head = text[:text.index("[deadline")]
        tail = text[text.index("[subdivision"):]
        file.write_text(f"{head}[deadline {deadline}]\ndate = {deadline}\n\n{tail}",
                        encoding="utf-8")
    raw = (workspace.MAIL / "0005.eml").read_bytes()
    at_line = raw.index(b"\t", raw.index(b"id essai0005"))
    end = raw.index(b"\r\n", at_line)
    (work / "mail/night.eml").write_bytes(raw[:at_line] + b"\t" + received.encode() + raw[end:])
    done = workspace.once(work)
    expect(done.returncode == 0, done.stderr)
    dossiers = json.loads(workspace.run("asrctl", work, "list", "--json").stdout)
    expect(len(dossiers) == 1, f"{len(dossiers)} dossiers")
    shutil.rmtree(work)
    return dossiers[0]["late"]


NIGHTS = [
    # The last day has 23 hours: summer time begins on it.
    ("2026-03-29", "Sun, 29 Mar 2026 21:59:59 +0000", False),
    ("2026-03-29", "Sun, 29 Mar 2026 22:00:00 +0000", True),
    # It has 25: summer time ends on it.
    ("2026-10-25", "Sun, 25 Oct 2026 22:59:59 +0000", False),
    ("2026-10-25", "Sun, 25 Oct 2026 23:00:00 +0000", True),
    # An hour that is there twice, and one that a sender's clock invents.
    ("2026-10-24", "Sun, 25 Oct 2026 02:30:00 +0200", True),
    ("2026-03-28", "Sun, 29 Mar 2026 02:30:00 +0100", True),
]


@scenario
def nights_of_the_time_zone():
    """Deadlines on the days of 23 and 25 hours end at their midnight"""
    for deadline, received, truth in NIGHTS:
        said = late(deadline, received)
        expect(said == truth, f"{received} for {deadline}: late is {said}")
    return f"{len(NIGHTS)} moments"


if __name__ == "__main__":
    sys.exit(77 if points.sanitized() else main())
