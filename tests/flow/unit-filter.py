#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service under the system calls that its unit leaves it, and with what
RestrictSUIDSGID= forbids: it starts, examines, answers, and hears agents.

The filter is loaded by libseccomp as systemd would, from the unit's own lines
and systemd's own groups; skipped where either is missing, and with sanitizers:
LeakSanitizer attaches to the process at its end, which the filter forbids.
"""
import ctypes
import ctypes.util
import errno
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, Intake, sample, wait_until  # noqa: E402

SKIP = 77
SANITIZED = b"__asan_init" in (BUILD / "asr-intaked").read_bytes()
ALLOW, REFUSE = 0x7fff0000, 0x00050000 | errno.EPERM  # SCMP_ACT_ALLOW, SCMP_ACT_ERRNO(EPERM)
MASKED_EQ = 7  # SCMP_CMP_MASKED_EQ
SET_ID = (0o4000, 0o2000)
# Which argument of a call is a mode; that of open is one only where it creates.
MODES = {"mkdir": 1, "mkdirat": 2, "chmod": 1, "fchmod": 1, "fchmodat": 2}
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


class Comparison(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int),
                ("mask", ctypes.c_uint64), ("datum", ctypes.c_uint64)]


def groups():
    """systemd's names of groups, with what is in each."""
    found, group = {}, None
    for line in subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter"],
                               capture_output=True, text=True, check=True).stdout.splitlines():
        word = line.strip()
        if line.startswith("@"):
            group = found.setdefault(word, [])
        elif word and not word.startswith("#") and group is not None:
            group.append(word)
    return found


def expand(words, known):
    calls = set()
    for word in words:
        calls |= expand(known[word], known) if word in known else {word}
    return calls


def allowed(known):
    """The unit's lines, in order; the first one is a list of what is allowed."""
    calls = expand(["@default"], known)
    for line in (BUILD / "systemd/asr-intake.service").read_text().splitlines():
        name, _, value = line.partition("=")
        if name == "SystemCallFilter" and value.startswith("~"):
            calls -= expand(value[1:].split(), known) - expand(["@default"], known)
        elif name == "SystemCallFilter":
            calls |= expand(value.split(), known)
    return calls


def loader(library, calls):
    """What loads the filter into the process that it is called in."""
    seccomp = ctypes.CDLL(library)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(REFUSE)))
    for call in sorted(calls):
        number = seccomp.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            continue
        if call not in MODES:
            seccomp.seccomp_rule_add_array(context, ctypes.c_uint32(ALLOW), number, 0, None)
            continue
        plain = (Comparison * 1)(Comparison(MODES[call], MASKED_EQ, sum(SET_ID), 0))
        seccomp.seccomp_rule_add_array(context, ctypes.c_uint32(ALLOW), number, 1, plain)
    return lambda: seccomp.seccomp_load(context)


def held(load):
    """The filter does what it is for."""
    done = subprocess.run([sys.executable, "-c", """if True:
        import os, sys, tempfile
        folder = tempfile.mkdtemp()
        def refused(call, *arguments):
            try:
                call(*arguments)
            except PermissionError:
                return True
        print(refused(os.chmod, folder, 0o2750), refused(os.chown, folder, -1, os.getgid()),
              refused(os.chmod, folder, 0o750))
        """], capture_output=True, text=True, preexec_fn=load, check=False)
    check("the filter holds", done.stdout == "True True None\n", done.stdout + done.stderr)


def main():
    library = ctypes.util.find_library("seccomp")
    if not library or not shutil.which("systemd-analyze"):
        print("libseccomp or systemd-analyze is not there")
        return SKIP
    if SANITIZED:
        print("LeakSanitizer needs what the filter forbids")
        return SKIP
    calls = allowed(groups())
    check("the examiner may lock itself in", {
        "seccomp", "landlock_create_ruleset", "landlock_add_rule",
        "landlock_restrict_self"} <= calls)
    load = loader(library, calls)
    held(load)
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-filter-"))
    intake = Intake(work)
    intake.before_exec = load
    for n, raw in enumerate(sample(3, 8)):
        intake.drop(str(n), raw)
    check("ready", intake.serve(), intake.said())
    check("mail is read, filed and answered", wait_until(lambda: len(intake.replies()) == 2, 120),
          intake.said())
    check("what is read was read", {a["state"] for m in intake.messages()
                                    for a in m["attachments"]} == {"read"}, str(intake.messages()))
    done = intake.run("asrctl", "note", "1", "une note")
    check("an agent is heard", done.returncode == 0, done.stderr)
    check("nothing was refused it", "not permitted" not in intake.said(), intake.said())
    check("stops", intake.stop() == 0, intake.said())
    if failures:
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
