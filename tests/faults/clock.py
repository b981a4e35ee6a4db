#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clocks that jump, and the nights on which an hour is missing or twice."""
import json
import shutil
import subprocess
import sys
import time

from scenario import expect, main, recovers, scenario, undisturbed
import points
import workspace
from smtp import Smtp

YEAR_S = 365 * 24 * 3600


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


def serving(work, control):
    """The service, once it can be asked."""
    process = subprocess.Popen(workspace.command("asr-intaked", work), stderr=subprocess.DEVNULL,
                               env=control.environment(), start_new_session=True)
    end = time.monotonic() + 120
    while not (work / "state/control").exists() and time.monotonic() < end:
        time.sleep(0.1)
    return process


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
    process = serving(work, control)
    try:
        said = workspace.run("asrctl", work, "purge", "--yes")
        expect(said.returncode == 0 and "Rien" in said.stdout, f"by a good clock: {said}")
        for years in (10, -10):
            control.set_clock(years * YEAR_S)
            said = workspace.run("asrctl", work, "purge", "--yes")
            expect(said.returncode == 1 and "horloge" in said.stderr, f"{years} years: {said}")
        control.set_clock(12 * 3600)
        again = workspace.run("asrctl", work, "purge", "--yes")
        expect(again.returncode == 0 and "Rien" in again.stdout, f"half a day: {again}")
    finally:
        process.terminate()
        process.wait(120)
    wrong = workspace.differences(before, workspace.snapshot(work))
    expect(not wrong, "; ".join(wrong))
    shutil.rmtree(work)
    return f"« {said.stderr.strip()} »"


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
