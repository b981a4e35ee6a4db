#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopped at every durable step of an erasure.

An agent erases a dossier while the service runs; at each of its durable
calls everything stops, by SIGKILL or by a power cut.  After another start
either nothing has happened, and the agent was not told that it had, or the
candidate's name is in no byte of the state, and nothing is missing.

`make check` tries a part of the points, KILL_SHARE=1 all: see tries.py.
"""
import collections
import json
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import points
import tries
import workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "servers"))
from remains import found  # noqa: E402

SHARE = tries.share(61)
LIMIT_S = 60
CALM, CALM_STEP_S = 5, 0.2  # so often the same count, so far apart: nobody works


def prepared():
    """A place whose mail is settled, and the dossier to erase in it."""
    work = workspace.make(mail=("0002.eml", "0005.eml", "0011.eml"))
    done = workspace.once(work)
    if done.returncode != 0:
        sys.exit(f"the mail was not settled: {done.stderr}")
    dossiers = json.loads(workspace.run("asrctl", work, "list", "--json").stdout)
    return work, dossiers[0]


def copy_of(work):
    other = pathlib.Path(tempfile.mkdtemp(prefix="asr-fault-"))
    shutil.copytree(work, other, dirs_exist_ok=True)
    return other


class Service:
    """asr-intaked with points in it, and us as its systemd."""

    def __init__(self, work, control):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(str(work / "notify"))
        self.socket.settimeout(LIMIT_S)
        self.process = subprocess.Popen(
            workspace.command("asr-intaked", work), stderr=subprocess.DEVNULL,
            env=dict(control.environment(trace=True), NOTIFY_SOCKET=str(work / "notify")),
            start_new_session=True)

    def ready(self):
        while b"READY=1" not in self.socket.recv(4096):
            pass

    def end(self):
        """Was it stopped."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(LIMIT_S)
        self.socket.close()
        return self.process.returncode == -signal.SIGKILL


def quiet(control):
    """Waits until no process does anything durable any more."""
    counts = []
    while len(counts) < CALM or len(set(counts[-CALM:])) > 1:
        time.sleep(CALM_STEP_S)
        counts.append(control.count())
    return counts[-1]


def erase(work, reference, mode, at):
    """Erases, stopped at the at-th point from there on (0: nowhere).  Was it
    stopped, was the agent told that it is done, and the points it took."""
    control = points.Points(work, mode=mode)
    service = Service(work, control)
    service.ready()
    before = quiet(control)
    control.set_at(before + at if at else 0)
    answer = workspace.run("asrctl", work, "erase", reference, "--yes", "--with", "aucun")
    stopped = service.end()
    return stopped, answer.returncode == 0, control.trace()[before:]


def judge(work, dossier, told, outcomes):
    """None when the state is one of the two that may be, which is counted."""
    again = workspace.once(work)
    if again.returncode != 0:
        return f"did not start again: {again.stderr}"
    for command in ("verify", "reconcile"):
        said = workspace.run("asrctl", work, command)
        if said.returncode != 0:
            return f"{command}: {said.stdout}{said.stderr}"
    left = json.loads(workspace.run("asrctl", work, "list", "--json").stdout)
    there = dossier["reference"] in [d["reference"] for d in left]
    outcomes["whole" if there else "gone"] += 1
    if there:
        return "the agent was told that it is gone, and it is there" if told else None
    name = dossier["candidate"]
    hits = found(work / "state", name["family_name"], name["given_name"])
    return f"the name is still in {hits[:3]}" if hits else None


def try_point(work, dossier, mode, at, outcomes):
    place = copy_of(work)
    stopped, told, _ = erase(place, dossier["reference"], mode, at)
    wrong = judge(place, dossier, told, outcomes)
    if wrong:
        return stopped, f"{wrong} (kept: {place})"
    shutil.rmtree(place)
    return stopped, None


def main():
    if points.sanitized():
        return 77
    work, dossier = prepared()
    place = copy_of(work)
    _, told, trace = erase(place, dossier["reference"], points.COUNT, 0)
    outcomes = collections.Counter()
    wrong = judge(place, dossier, told, outcomes) if told else "an undisturbed erasure failed"
    shutil.rmtree(place)
    if wrong:
        sys.exit(wrong)
    good = tries.Tally(trace).run(
        tries.everything(len(trace))[::SHARE],
        lambda n, m: try_point(work, dossier, points.MODES[m], n, outcomes))
    shutil.rmtree(work)
    print(dict(outcomes))
    return 0 if good and outcomes["gone"] and outcomes["whole"] else 1


if __name__ == "__main__":
    sys.exit(main())
