#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The control socket against whoever may come: hostile clients harm nothing,
strangers are turned away, members read and act and write no file.

The permissions want root, to become other people; they are skipped else.
"""
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, Intake, sample, wait_until  # noqa: E402

FRAMES = 10_000
CLIENTS, OF_USER = 64, 16  # src/daemon/control.h
GROUP, MEMBER, STRANGER = 4242, 4243, 4244  # of nobody: only numbers count
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def connect(intake):
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.connect(str(intake.work / "state/control"))
    s.settimeout(30)
    return s


def answer_of(s):
    said = b""
    while not said.endswith(b"\n"):
        more = s.recv(65536)
        if not more:
            break
        said += more
    return json.loads(said) if said else None


def request(act="note", *arguments, **more):
    members = {"v": 1, "act": act, "arguments": list(arguments), "options": {}, "why": None,
               "dry_run": False, "silent": False}
    members.update(more)
    return (json.dumps(members) + "\n").encode()


def works(intake, what):
    done = intake.run("asrctl", "note", "1", what)
    check(f"{what}: an agent is still heard", done.returncode == 0, done.stderr)


def rows(intake):
    done = subprocess.run(["sqlite3", "-readonly", intake.work / "state/intake.db",
                           "SELECT count(*) FROM act; SELECT count(*) FROM history;"
                           "SELECT count(*) FROM reply; SELECT group_concat(status) FROM dossier"],
                          capture_output=True, text=True, check=True)
    return done.stdout


def random_frames(intake):
    """Noise, and good requests with something changed in them; seeded."""
    rng = random.Random(6)
    before = rows(intake)
    for n in range(FRAMES):
        if n % 3 == 0:
            frame = rng.randbytes(rng.randrange(1, 300)).replace(b"\n", b"") + b"\n"
        elif n % 3 == 1:
            good = request("withdraw", "1")
            frame = bytearray(good)
            while frame == good:
                frame[rng.randrange(len(good) - 1)] = rng.choice(b"{}[]\"\\:,\x00\xff9")
            frame = bytes(frame)
        else:
            frame = request(rng.choice(["assign", "accept", "merge", "nothing", "undo", "extend"]),
                            *[rng.choice(["", "77", "1.1.1", "%s%n", "' OR 1=1 --", "é" * 50])
                              for _ in range(rng.randrange(6))], dry_run=True)
        with connect(intake) as s:
            try:
                s.sendall(frame)
                said = answer_of(s)
                check("noise does nothing", said is None or said["act"] == 0, frame)
            except (BrokenPipeError, ConnectionResetError):
                pass
        if failures:
            return
    check("noise leaves no trace", before == rows(intake), before + rows(intake))


def too_long(intake):
    with connect(intake) as s:
        try:
            for _ in range(64):
                s.sendall(b"a" * 65536)
            check("a frame without end is cut off", answer_of(s)["status"] == "usage")
        except (BrokenPipeError, ConnectionResetError):
            pass
    works(intake, "after an endless frame")


def slow_and_half(intake):
    """Half a frame, then silence: dropped in time, while others are served."""
    half = connect(intake)
    half.sendall(request("note", "1", "half")[:20])
    works(intake, "beside half a frame")
    check("whoever is silent is dropped", half.recv(10) == b"")
    half.close()
    gone = connect(intake)
    gone.sendall(request("note", "1", "gone before the answer"))
    gone.close()
    works(intake, "after one who did not wait")


def dripping(intake):
    """A byte now and then is no progress: dropped in time, while others are served."""
    line = request("note", "1", "a drop at a time")
    drip = connect(intake)
    dropped = sent = 0
    began = time.monotonic()
    while not dropped and sent < len(line) - 1:
        try:
            drip.send(line[sent:sent + 1])
        except (BrokenPipeError, ConnectionResetError):
            dropped = True
        sent += 1
        if sent == 3:
            works(intake, "beside drops")
        time.sleep(0.3)
    check("whoever drips is dropped", dropped, f"after {sent} bytes")
    check("and not at the first drop", sent > 3 or time.monotonic() - began > 1)
    drip.close()
    unread = connect(intake)
    unread.sendall(request("note", "1", "an answer that nobody reads"))
    works(intake, "beside one who does not read")
    unread.close()


def turned_away(crowd):
    """Which of them, in the order of their coming, were told that they are too many."""
    told = []
    for i, s in enumerate(crowd):
        s.settimeout(0.05)
        try:
            if answer_of(s) is not None:
                told.append(i)
        except TimeoutError:
            pass
    return told


def a_hundred(intake):
    crowd = [connect(intake) for _ in range(100)]
    told = turned_away(crowd)
    check("past the limit one is told so", told == list(range(OF_USER, 100)), str(told))
    check("in the end there is room again", wait_until(
        lambda: intake.run("asrctl", "note", "1", "crowd").returncode == 0, 30))
    for s in crowd:
        s.close()
    works(intake, "after a hundred connections")


def as_user(uid, groups, *command):
    return subprocess.run(
        ["setpriv", f"--reuid={uid}", f"--regid={uid}",
         f"--groups={groups}" if groups else "--clear-groups", "--", *map(str, command)],
        capture_output=True, text=True, timeout=60)


def connect_as(intake, uid):
    """The kernel notes who one is when one connects."""
    os.setgroups([GROUP])
    os.seteuid(uid)
    try:
        return connect(intake)
    finally:
        os.seteuid(0)
        os.setgroups([])


def many_users(intake):
    """Each as many as one may have, until there is no place for anybody."""
    crowd = [connect_as(intake, MEMBER + i // OF_USER) for i in range(CLIENTS + 1)]
    told = turned_away(crowd)
    check("past the limit of all one is told so", told == [CLIENTS], str(told))
    for s in crowd:
        s.close()


def asrctl_as(intake, uid, groups, *arguments):
    return as_user(uid, groups, BUILD / "asrctl", "-c", intake.config, *arguments)


def spool(intake):
    """The raw messages: a member reads them, a stranger does not, nobody of both writes."""
    raw = next((intake.work / "state/spool").rglob("*.eml"))
    for uid, groups, may in ((MEMBER, str(GROUP), True), (STRANGER, "", False)):
        home = intake.work / f"home-{uid}"
        home.mkdir()
        os.chown(home, uid, uid)
        read = as_user(uid, groups, "cat", raw)
        check(f"uid {uid} reads a raw message: {may}", (read.returncode == 0) == may, read.stderr)
        done = asrctl_as(intake, uid, groups, "extract", "1", home / "papers")
        check(f"uid {uid} takes papers out: {may}", (done.returncode == 0) == may, done.stderr)
        check(f"uid {uid} has papers: {may}", any(home.rglob("*.*")) == may)
        done = as_user(uid, groups, "sh", "-c", f"printf x >> {raw}; rm -f {raw}")
        check(f"uid {uid} leaves them as they are", done.returncode != 0 and raw.exists())


def permissions(intake):
    state = intake.work / "state"
    read = asrctl_as(intake, STRANGER, "", "list")
    check("a stranger cannot read", read.returncode == 1 and "ESSAI" not in read.stdout,
          read.stdout)
    act = asrctl_as(intake, STRANGER, "", "note", "1", "x")
    check("a stranger cannot act", act.returncode == 1 and "groupe" in act.stderr, act.stderr)
    read = asrctl_as(intake, MEMBER, str(GROUP), "list", "--json")
    check("a member reads", read.returncode == 0 and len(json.loads(read.stdout)) == 1, read.stderr)
    many = ",".join(map(str, (*range(5000, 5300), GROUP)))
    act = asrctl_as(intake, MEMBER, many, "note", "1", "de beaucoup de groupes")
    check("a member of many groups acts", act.returncode == 0, act.stderr)
    act = asrctl_as(intake, MEMBER, str(GROUP), "note", "1", "par un membre")
    check("a member acts", act.returncode == 0, act.stderr)
    spool(intake)
    told = json.loads(subprocess.run(
        ["sqlite3", "-readonly", "-json", state / "intake.db",
         "SELECT who, what FROM history ORDER BY id DESC LIMIT 1"],
        capture_output=True, text=True, check=True).stdout)[0]
    check("the history names the author", told == {"who": f"uid {MEMBER}",
                                                   "what": "note : par un membre"}, str(told))
    for file in ("intake.db", "intake.db-wal", "intake.db-shm"):
        done = as_user(MEMBER, str(GROUP), "sh", "-c", f"printf x >> {state / file}")
        check(f"a member cannot write {file}", done.returncode != 0)
    done = as_user(MEMBER, str(GROUP), "touch", state / "new")
    check("a member makes no file there", done.returncode != 0)


def for_members(work):
    """The folders as tmpfiles makes them: the group's, and not to write."""
    path = work
    while path != pathlib.Path("/tmp") and path != path.parent:
        os.chmod(path, 0o755)
        path = path.parent
    (work / "state").mkdir()
    os.chown(work / "state", -1, GROUP)
    os.chmod(work / "state", 0o2750)


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-control-"))
    intake = Intake(work, control={"undo-delay": 0})
    root = os.geteuid() == 0 and shutil.which("setpriv")
    if root:
        for_members(work)
    old = os.umask(0o027)
    intake.drop("one", sample(3)[0])
    stopped = intake.run("asrctl", "note", "1", "x")
    check("a stopped service is said", stopped.returncode == 1 and "arrêté" in stopped.stderr,
          stopped.stderr)
    check("ready", intake.serve(), intake.said())
    os.umask(old)
    os.chmod(intake.config, 0o644)
    check("one message is settled", wait_until(lambda: len(intake.replies()) == 1), intake.said())
    for step in (random_frames, too_long, slow_and_half, dripping, a_hundred):
        step(intake)
    if root:
        permissions(intake)
        many_users(intake)
    check("stops", intake.stop() == 0, intake.said())
    check("the socket is gone", not (work / "state/control").exists())
    read = intake.run("asrctl", "list", "--json")
    check("reading needs no service", read.returncode == 0 and len(json.loads(read.stdout)) == 1,
          read.stderr)
    if failures:
        print(intake.said()[-2000:])
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
