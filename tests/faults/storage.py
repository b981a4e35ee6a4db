#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of the service when disk, memory or descriptors fail it."""
import concurrent.futures
import contextlib
import errno
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys

from scenario import (LONG, Failed, check, expect, fails, main, recovers, scenario, status,
                      undisturbed)
import points
import workspace

EXPECTED = undisturbed()


def waiting():
    """Messages of an undisturbed pass that wait for a person."""
    work = workspace.make()
    workspace.once(work)
    found = status(work)["messages"]["waiting"]
    shutil.rmtree(work)
    return found


WAITING = waiting()


def file_points():
    work = workspace.make()
    control = points.Points(work)
    workspace.once(work, env=control.environment(trace=True))
    trace = control.trace()
    shutil.rmtree(work)
    return [n for n, _ in enumerate(trace, 1)]


def sampled(numbers, some):
    return numbers if LONG else numbers[::max(1, len(numbers) // some)]


def call_fails(number, mode, error):
    """The n-th call fails; then a start without the fault."""
    work = workspace.make()
    control = points.Points(work, mode=mode, at=number, error=error)
    done = workspace.once(work, env=control.environment())
    if done.returncode not in (0, 1):
        raise Failed(f"point {number}: ended {done.returncode}: {done.stderr} ({work})")
    if done.returncode == 1 and not done.stderr.strip():
        raise Failed(f"point {number}: failed without a word")
    try:
        recovers(work, EXPECTED)
    except Failed as problem:
        raise Failed(f"point {number}: {problem} ({work})") from problem
    shutil.rmtree(work)
    return done.returncode


def calls_fail(mode, error, some):
    numbers = sampled(file_points(), some)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        ends = list(pool.map(lambda n: call_fails(n, mode, error), numbers))
    return f"{len(numbers)} points, {sum(ends)} passes failed and said so"


@scenario
def full_at_every_write():
    """The disk is full from the n-th write on (ENOSPC)"""
    return calls_fail(points.FAIL_FROM, errno.ENOSPC, 8)


@scenario
def one_error():
    """One write, sync or rename fails (EIO)"""
    return calls_fail(points.FAIL_ONCE, errno.EIO, 8)


def told(work):
    """What is known and said, in whatever order the messages were read."""
    with contextlib.closing(workspace.database(work)) as db:
        return [sorted(db.execute(query)) for query in (
            "SELECT message_id, outcome, state FROM message",
            "SELECT family_name, given_name, status FROM dossier",
            "SELECT recipient, kind, state FROM reply",
            "SELECT name, state, part FROM attachment")]


def read_fails(number, expected):
    """The n-th read fails; then a start without the fault."""
    work = workspace.make()
    control = points.Points(work, fail_read=number)
    done = workspace.once(work, env=control.environment())
    expect(done.returncode in (0, 1, 2), f"read {number}: ended {done.returncode}: {done.stderr}")
    expect(done.returncode == 0 or done.stderr.strip(), f"read {number}: failed without a word")
    again = workspace.once(work)
    expect(again.returncode == 0, f"read {number}: did not recover: {again.stderr}")
    expect(told(work) == expected, f"read {number}: {told(work)} ({work})")
    expect(len(list((work / "out").glob("*.eml"))) == len(EXPECTED["out"]), f"read {number}: replies")
    shutil.rmtree(work)
    return bool(done.returncode)


@scenario
def one_read_error():
    """One read of a file fails (EIO)"""
    work = workspace.make()
    control = points.Points(work)
    workspace.once(work, env=control.environment())
    total, expected = control.reads(), told(work)
    shutil.rmtree(work)
    numbers = sampled(range(1, total + 1), 10)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        ends = list(pool.map(lambda n: read_fails(n, expected), numbers))
    expect(any(ends), "no failed read was felt")
    return f"{len(numbers)} of {total} reads, {sum(ends)} passes failed and said so"


def mounted(work, size):
    """A small file system for the state; None when nobody lets us."""
    (work / "state").mkdir(exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", work / "state"],
                          stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def remount(work, options):
    subprocess.run(["mount", "-o", f"remount,{options}", work / "state"], check=True)


def unmount(work):
    subprocess.run(["umount", "-l", work / "state"], check=True)
    shutil.rmtree(work)


@scenario
def small_file_system():
    """A file system fills up, and gets room again"""
    work = workspace.make()
    if not mounted(work, "260k"):
        shutil.rmtree(work)
        return "not root: not tried"
    try:
        said = fails(work, ["No space left", "full"])
        code, line = check(work)
        expect(code != 0, f"check is content: {line}")
        remount(work, "size=32m")
        recovers(work, EXPECTED)
    finally:
        unmount(work)
    return f"« {said} »; check: {line.split('|')[0].strip()}"


@scenario
def read_only_file_system():
    """The state becomes read-only; agents can still read"""
    work = workspace.make()
    if not mounted(work, "32m"):
        shutil.rmtree(work)
        return "not root: not tried"
    try:
        workspace.once(work)
        shutil.copy(workspace.MAIL / "0008.eml", work / "mail")
        remount(work, "ro")
        said = fails(work, ["Read-only", "readonly", "read-only"])
        expect(status(work)["dossiers"], "status shows no dossier")
        listed = workspace.run("asrctl", work, "list")
        expect(listed.returncode == 0, f"list does not work: {listed.stderr}")
        remount(work, "rw")
        recovers(work, undisturbed("0008.eml"))
    finally:
        unmount(work)
    return f"« {said} »"


def with_descriptors(limit):
    def set_limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    work = workspace.make()
    done = workspace.once(work, preexec=set_limit)
    if done.returncode not in (0, 1, 2, 127):
        raise Failed(f"{limit} descriptors: ended {done.returncode}: {done.stderr}")
    recovers(work, EXPECTED)
    shutil.rmtree(work)
    return done.returncode


@scenario
def descriptors_exhausted():
    """File descriptors run out"""
    limits = range(4, 40) if LONG else range(6, 24, 4)
    ends = [with_descriptors(limit) for limit in limits]
    expect(any(ends), "none of the limits was felt")
    return f"{len(ends)} limits, {sum(map(bool, ends))} felt"


@scenario
def memory_refused():
    """The n-th allocation is refused: the program ends, the next goes on"""
    work = workspace.make()
    control = points.Points(work, refuse_at=1 << 62)
    workspace.once(work, env=control.environment())
    total = control.allocations()
    shutil.rmtree(work)
    tries = 200 if LONG else 40
    for i in range(tries):
        work = workspace.make()
        control = points.Points(work, refuse_at=total * (2 * i + 1) // (2 * tries))
        workspace.once(work, env=control.environment())
        recovers(work, EXPECTED)
        shutil.rmtree(work)
    return f"{tries} of {total} allocations"


def with_memory(limit):
    """A pass that no process of may have more than so many bytes."""
    def set_limit():
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    work = workspace.make()
    done = workspace.once(work, preexec=set_limit)
    expect(done.returncode in (0, 1, 2, 127, -signal.SIGABRT, -signal.SIGTRAP),
           f"{limit} bytes: ended {done.returncode}: {done.stderr}")
    again = workspace.once(work)
    expect(again.returncode == 0, f"{limit} bytes: did not recover: {again.stderr}")
    state = workspace.snapshot(work)
    # What no examiner had the memory for is a person's, and not answered.
    waits = status(work)["messages"]["waiting"]
    wrong = workspace.differences(EXPECTED, state)
    expect(not wrong or waits > WAITING, f"{limit} bytes: {'; '.join(wrong)}")
    expect(len(state["message"]) == len(EXPECTED["message"]), f"{limit} bytes: messages lost")
    expect(set(state["out"]) <= set(EXPECTED["out"]), f"{limit} bytes: {list(state['out'])}")
    shutil.rmtree(work)
    return done.returncode


@scenario
def address_space_limited():
    """No process may have more than so much memory: all is there, or a person's"""
    limits = range(40, 640, 20) if LONG else (60, 120, 180, 300)
    ends = [with_memory(limit << 20) for limit in limits]
    expect(any(ends), "none of the limits was felt")
    return f"{len(ends)} limits, {sum(map(bool, ends))} ended the pass"


@scenario
def database_locked():
    """Somebody else holds the database's lock"""
    work = workspace.make()
    workspace.once(work)
    shutil.copy(workspace.MAIL / "0008.eml", work / "mail")
    other = sqlite3.connect(work / "state/intake.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = fails(work, ["locked"])
    other.execute("ROLLBACK")
    other.close()
    recovers(work, undisturbed("0008.eml"))
    shutil.rmtree(work)
    return f"« {said} »"


def verify(work):
    done = workspace.run("asrctl", work, "verify")
    return done.returncode, done.stdout + done.stderr


@scenario
def database_damaged():
    """The database is damaged: found, named, and nothing is sent"""
    work = workspace.make()
    workspace.once(work)
    expect(verify(work)[0] == 0, "verify finds damage where there is none")
    shutil.copy(workspace.MAIL / "0008.eml", work / "mail")
    database = work / "state/intake.db"
    whole, sent = database.read_bytes(), len(list((work / "out").glob("*")))
    with contextlib.closing(sqlite3.connect(database)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'message'").fetchone()[0]
    damaged = bytearray(whole)
    damaged[(root - 1) * size:root * size] = b"\xa5" * size
    database.write_bytes(damaged)
    code, said = verify(work)
    expect(code == 1 and "base : " in said, f"verify says {code}: {said}")
    fails(work, ["malformed"])
    expect(len(list((work / "out").glob("*"))) == sent, "something was sent all the same")
    database.write_bytes(whole)
    recovers(work, undisturbed("0008.eml"))
    shutil.rmtree(work)
    return f"verify: « {said.splitlines()[0]} »"


@scenario
def no_database():
    """The database is no database at all"""
    work = workspace.make()
    workspace.once(work)
    database = work / "state/intake.db"
    whole = database.read_bytes()
    database.write_bytes(b"not a database " * 5000)
    code, said = verify(work)
    expect(code == 1, f"verify says {code}: {said}")
    fails(work, ["not a database"])
    database.write_bytes(whole)
    recovers(work, EXPECTED)
    shutil.rmtree(work)
    return f"verify: « {said.strip()} »"


def spooled_not_examined(work):
    """The service stopped after the fetch: a row in state 'spooled'."""
    control = points.Points(work)
    workspace.once(work, env=control.environment(trace=True))
    trace = control.trace()
    last = max(n for n, (name, what) in enumerate(trace, 1)
               if name == "rename" and "/spool/" in what)
    shutil.rmtree(work / "state")
    shutil.rmtree(work / "out")
    # The next thing said to anybody is the first message, to an examiner.
    handed = next(n for n, (name, _) in enumerate(trace, 1) if n > last and name == "send")
    control = points.Points(work, mode=points.KILL_BEFORE, at=handed)
    workspace.once(work, env=control.environment())


@scenario
def spool_damaged():
    """A message's bytes are damaged or gone before they were examined"""
    work = workspace.make()
    spooled_not_examined(work)
    file = max((work / "state/spool").rglob("*.eml"), key=lambda f: f.stat().st_size)
    whole = file.read_bytes()
    for bad in (whole[:-1] + b"!", whole[:100], None):
        file.unlink() if bad is None else file.write_bytes(bad)
        code, said = verify(work)
        expect(code == 1 and "message " in said, f"verify says {code}: {said}")
        fails(work, ["damaged", "No such file"])
        expect(status(work)["last_error"], "status says nothing")
        expect(not (work / "out").exists(), "something was answered")
    file.write_bytes(whole)
    recovers(work, EXPECTED)
    expect(verify(work)[0] == 0, "verify still complains")
    shutil.rmtree(work)
    return f"verify: « {said.splitlines()[0]} »"


if __name__ == "__main__":
    sys.exit(77 if points.sanitized() else main())
