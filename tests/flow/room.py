#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The locked room of the real asr-examine: what an intruder in it can do, what
the kernel says of it, and what becomes of messages that break it."""
import errno
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, Intake, sample, wait_until  # noqa: E402

# An ordinary user may not be let into the folder of the build.
OPEN = pathlib.Path(tempfile.mkdtemp(prefix="asr-room-"))
OPEN.chmod(0o755)
EXAMINE = pathlib.Path(shutil.copy(BUILD / "asr-examine", OPEN))
PROBE = pathlib.Path(shutil.copy(BUILD / "tests/flow/room-probe.so", OPEN))
MAIL = b"From: a@x.test\r\nSubject: x\r\n\r\nBonjour\r\n"
# With these it does not begin again with an environment of its own.
WANTED = {"OMP_THREAD_LIMIT": "1", "TZ": "UTC0", "LC_ALL": "C.UTF-8"}
SANITIZED = b"__asan_init" in EXAMINE.read_bytes()
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def ordinary():
    """Options of subprocess that give up root: the room needs no privilege."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def probe(name):
    environment = dict(WANTED, LD_PRELOAD=str(PROBE), ASR_PROBE=name,
                       ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=0")
    return subprocess.run([EXAMINE, "--no-ocr"], input=MAIL, env=environment,
                          capture_output=True, timeout=300, **ordinary())


# What each attempt meets: a word of errno, or the signal that ends it.
REFUSED = {
    "read-passwd": errno.EACCES, "write-outside": errno.EACCES,
    "socket-inet": errno.EACCES, "socket-unix": errno.EACCES,
    "fork": errno.EACCES, "unlink": errno.EACCES, "new-code": errno.EACCES,
    "execute": signal.SIGSYS, "trace": signal.SIGSYS, "signal-parent": signal.SIGSYS,
    "rename": signal.SIGSYS, "raise-limit": signal.SIGSYS, "mount": signal.SIGSYS,
    "load-module": signal.SIGSYS, "watch-kernel": signal.SIGSYS, "threads": signal.SIGSYS,
}


def intruders_are_refused():
    if not SANITIZED:
        REFUSED["more-memory"] = errno.ENOMEM
    for name, how in REFUSED.items():
        done = probe(name)
        if isinstance(how, signal.Signals):
            check(f"{name} kills", done.returncode == -how, (done.returncode, done.stdout))
        else:
            check(f"{name} is refused", done.stdout == f"{name} {-how}\n".encode(), done)
    check("nothing was written outside", not os.path.exists("/tmp/asr-outside"))
    check("without an intruder there is a report", probe("").stdout.startswith(b"{"))


def locks_that_lack_are_said():
    for name, said in (("no-landlock", b"no Landlock"), ("no-seccomp", b"no seccomp")):
        done = probe(name)
        check(f"{name}: a report all the same", done.stdout.startswith(b"{"), done)
        check(f"{name}: one line says so", said in done.stderr and done.stderr.count(b"\n") == 1,
              done.stderr)
    done = probe("no-locks")
    check("without any lock nothing is examined",
          done.returncode == 1 and b"neither" in done.stderr and not done.stdout, done)


def field(text, name):
    return next((line.split(":", 1)[1].strip() for line in text.splitlines()
                 if line.startswith(name)), None)


def limits_of(pid):
    return {line[:26].strip(): line[26:].split()[1]
            for line in pathlib.Path(f"/proc/{pid}/limits").read_text().splitlines()[1:]}


def kernel_says_so():
    """The examiner waits for its message in the room: look at it from outside."""
    child = subprocess.Popen([EXAMINE, "--no-ocr"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={}, **ordinary())
    status = pathlib.Path(f"/proc/{child.pid}/status")
    check("it filters system calls", wait_until(
        lambda: field(status.read_text(), "Seccomp:") == "2"), status.read_text())
    check("it gains no privileges", field(status.read_text(), "NoNewPrivs") == "1")
    check("it has one thread", field(status.read_text(), "Threads") == "1")
    limits = limits_of(child.pid)
    for name, most in (("Max core file size", "0"), ("Max file size", "0"),
                       ("Max open files", "32"), ("Max cpu time", "300")):
        check(f"{name} is {most}", limits[name] == most, limits[name])
    if not SANITIZED:
        check("its memory is limited", int(limits["Max address space"]) <= 2 << 30)
    if os.access(f"/proc/{child.pid}/fd", os.R_OK):
        check("stderr closes", wait_until(
            lambda: not os.path.lexists(f"/proc/{child.pid}/fd/2")))
        ends = {os.readlink(f) for f in pathlib.Path(f"/proc/{child.pid}/fd").iterdir()}
        check("it holds pipes and nothing else",
              all(e.startswith("pipe:") or e == "/dev/null" for e in ends), ends)
        environment = pathlib.Path(f"/proc/{child.pid}/environ").read_bytes()
        check("it has no environment of ours",
              {e.split(b"=")[0].decode() for e in environment.split(b"\0") if e} == set(WANTED),
              environment)
    out, complaint = child.communicate(MAIL, timeout=300)
    check("and it examines", out.startswith(b"{") and not complaint, complaint)


KILLER = """#!{python}
import os, signal, sys
raw = sys.stdin.buffer.read()
again = any(a.startswith("--skip") for a in sys.argv)
if b"X-Test: crash" in raw or (b"X-Test: part" in raw and not again):
    sys.stderr.write("part 0\\n")
    sys.stderr.flush()
    os.kill(os.getpid(), signal.SIGSEGV)
if b"X-Test: nonsense" in raw:
    print('{{"schema": 1, "parts": 7}}')
    sys.exit(0)
if b"X-Test: flood" in raw:
    while True:
        sys.stdout.write("x" * 65536)
file = os.memfd_create("message")
os.write(file, raw)
os.lseek(file, 0, os.SEEK_SET)
os.dup2(file, 0)
os.execv("{examine}", sys.argv)
"""


def a_broken_examiner_breaks_nothing_else(work):
    """Four messages that break it, then one as ever: answered all the same."""
    killer = pathlib.Path(work) / "killer"
    killer.write_text(KILLER.format(python=sys.executable, examine=EXAMINE), encoding="utf-8")
    killer.chmod(0o755)
    intake = Intake(pathlib.Path(work) / "intake")
    intake.environment["ASR_EXAMINE"] = str(killer)
    raw = sample(5)[0]
    for name in ("crash", "nonsense", "flood", "part"):
        intake.drop(name, f"X-Test: {name}\r\nMessage-ID: <{name}@x.test>\r\n".encode() + MAIL)
    intake.drop("well", raw)
    done = intake.once()
    check("the service goes on", done.returncode == 0, done)
    outcomes = [m["outcome"] for m in intake.settled()]
    check("every message is settled", len(outcomes) == 5, outcomes)
    check("those nobody could examine are a person's", outcomes.count("unreadable") == 3, outcomes)
    check("the other is answered", len(intake.replies()) == 1, intake.replies())
    check("the log says what happened", "killed by signal 11" in done.stderr, done.stderr)


def check_says_what_lacks(work):
    intake = Intake(pathlib.Path(work) / "check")
    wrapper = pathlib.Path(work) / "no-landlock"
    wrapper.write_text(f"#!/bin/sh\nexport LD_PRELOAD={PROBE} ASR_PROBE=no-landlock\n"
                       "export ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0\n"
                       f"exec {EXAMINE} \"$@\"\n", encoding="utf-8")
    wrapper.chmod(0o755)
    sound = intake.run("asr-intaked", "--check")
    check("--check is content", sound.returncode == 0 and "Landlock" not in sound.stdout, sound)
    intake.environment["ASR_EXAMINE"] = str(wrapper)
    lacking = intake.run("asr-intaked", "--check")
    check("--check says what the kernel lacks",
          lacking.returncode == 0 and "no Landlock" in lacking.stdout, lacking)
    intake.environment["ASR_EXAMINE"] = "/bin/false"
    broken = intake.run("asr-intaked", "--check")
    check("--check says that the examiner does not work",
          broken.returncode == 1 and "does not work" in broken.stdout + broken.stderr, broken)


def main():
    try:
        return run()
    finally:
        shutil.rmtree(OPEN)


def run():
    intruders_are_refused()
    locks_that_lack_are_said()
    kernel_says_so()
    with tempfile.TemporaryDirectory(prefix="asr-room-") as work:
        a_broken_examiner_breaks_nothing_else(work)
        check_says_what_lacks(work)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
