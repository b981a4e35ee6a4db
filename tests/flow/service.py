#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service as systemd runs it: four processes, each of which may die."""
import os
import pathlib
import shutil
import signal
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import WORKERS, Intake, sample, wait_until  # noqa: E402

failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def answered(intake, count):
    return wait_until(lambda: len(intake.replies()) >= count)


def starts(intake):
    check("ready", intake.serve(), intake.said())
    for name in WORKERS:
        check(f"{name} runs", intake.worker(name) is not None)
    confined = pathlib.Path(f"/proc/{intake.worker('registrar')}/status").read_text()
    check("the registrar is confined", "Seccomp:\t2" in confined, confined)
    check("status told", intake.wait_told("STATUS=watcher"), intake.notified)
    check("watchdog told", intake.wait_told("WATCHDOG=1"), intake.notified)
    other = intake.once()
    check("one service a state directory",
          other.returncode == 1 and "another asr-intaked" in other.stderr, other.stderr)


def survives(intake):
    """Whoever is killed is started again, and costs nothing else."""
    letters = sample(5, 24, 28)
    for number, (name, raw) in enumerate(zip(WORKERS, letters), 1):
        before = {n: intake.worker(n) for n in WORKERS}
        os.kill(before[name], signal.SIGKILL)
        intake.drop(f"after-{name}", raw)
        check(f"answered though the {name} was killed", answered(intake, number), intake.said())
        check(f"another {name} runs", wait_until(lambda: intake.worker(name) not in
                                                 (None, before[name])))
        check(f"the others ran on when the {name} died",
              all(intake.worker(n) == before[n] for n in WORKERS if n != name))
    check("each answered once", len(intake.replies()) == len(letters))


def reloads(intake):
    before = {n: intake.worker(n) for n in WORKERS}
    intake.notified.clear()
    intake.write(mailbox={"poll-interval": "soon"})
    intake.process.send_signal(signal.SIGHUP)
    check("a wrong configuration is said", wait_until(
        lambda: "the old one stays" in intake.said()), intake.said())
    check("and refused whole", {n: intake.worker(n) for n in WORKERS} == before)
    intake.notified.clear()
    intake.write(mailbox={"poll-interval": 1}, smtp={"server": "dir:elsewhere"})
    intake.process.send_signal(signal.SIGHUP)
    check("a reload is told", intake.wait_told("RELOADING=1") and intake.wait_told("READY=1"))
    check("all workers are new", wait_until(lambda: all(
        intake.worker(n) not in (None, before[n]) for n in WORKERS)))
    intake.drop("after-reload", sample(11)[0])
    check("the new configuration counts",
          wait_until(lambda: len(intake.replies("elsewhere")) == 1), intake.said())


def stops(intake):
    """A message in hand is finished, in order, before the end."""
    intake.drop("last", sample(12)[0])
    check("it is being examined or done", wait_until(
        lambda: any(not m["outcome"] for m in intake.messages()) or len(intake.settled()) == 5))
    workers = [intake.worker(n) for n in WORKERS]
    check("a clean end", intake.stop() == 0, intake.said())
    check("nobody is left", not any(pathlib.Path(f"/proc/{pid}").exists() for pid in workers))
    again = intake.once()
    check("what was left is done by the next", again.returncode == 0, again.stderr)
    check("nothing is lost", len(intake.settled()) == 5, len(intake.settled()))
    check("nothing is said twice", len(intake.replies("elsewhere")) == 2)


def orphans(intake):
    """Workers end when their supervisor is gone, and free the state."""
    check("ready again", intake.serve(), intake.said())
    workers = [intake.worker(n) for n in WORKERS]
    intake.process.kill()
    intake.process.wait()
    check("workers end by themselves", wait_until(
        lambda: not any(pathlib.Path(f"/proc/{pid}").exists() for pid in workers)))
    check("the state is free", intake.once().returncode == 0)


def refuses(work):
    """A service that cannot start says so by its exit status."""
    intake = Intake(work)
    (work / "state").write_text("no folder")
    check("no start", not intake.serve())
    check("exit status 1", intake.process.wait(60) == 1, intake.said())


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-service-"))
    intake = Intake(work / "service", mailbox={"poll-interval": 1})
    try:
        starts(intake)
        survives(intake)
        reloads(intake)
        stops(intake)
        orphans(intake)
        refuses(work / "refused")
    finally:
        if intake.process is not None and intake.process.poll() is None:
            intake.stop()
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
