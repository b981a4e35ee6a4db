#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clocks that jump, and the nights on which an hour is missing or twice."""
import json
import shutil
import sys

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
