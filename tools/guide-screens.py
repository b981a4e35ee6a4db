#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The screens of doc/guide-agents.md, made anew by a real run.

usage: guide-screens.py [GUIDE]    as root, after make; TEST_SOURCES, TEST_BUILD

The sample mailbox goes through a running service; an agent «marie», who
exists in a mount namespace of this run alone, types on a terminal of 80
columns.  In the guide, a comment before each fenced block says what to type:

    <!-- screen: asrctl list -->             all that it shows
    <!-- screen 12: asrctl show 4 -->        its first lines
    <!-- keys Entrée a q: asrctl review -i --> the keys of a session
    <!-- stop -->                            the service is stopped

and the block gets the prompt, the command and what the terminal showed.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
import fcntl

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
sys.path.insert(0, str(SOURCES / "tests/servers"))
sys.dont_write_bytecode = True
from intake import Intake, sample, wait_until  # noqa: E402

AGENT, GROUP, COLUMNS, ROWS = 4243, 4242, 80, 500
BLOCK = re.compile(r"^<!-- (screen|keys|stop)([^:>]*?)(?:: (.*?))? -->\n(?:```\n.*?```\n)?", re.M | re.S)
KEYS = {"Entrée": "\n"}


def alone():
    """This program again, where /etc/passwd knows marie and nobody else minds."""
    if os.environ.get("GUIDE_ALONE"):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-guide-passwd-"))
        passwd = folder / "passwd"
        passwd.write_text(pathlib.Path("/etc/passwd").read_text(encoding="utf-8")
                          + f"marie:x:{AGENT}:{GROUP}::/nonexistent:/bin/sh\n", encoding="utf-8")
        subprocess.run(["mount", "--bind", passwd, "/etc/passwd"], check=True)
        shutil.rmtree(folder, ignore_errors=True)
        return
    os.environ["GUIDE_ALONE"] = "1"
    os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv])


class Desk:
    """Where marie sits: her folder, her terminal, the service behind it."""

    def __init__(self, work):
        work.chmod(0o755)
        self.home = work / "marie"
        self.home.mkdir()
        os.chown(self.home, AGENT, GROUP)
        self.intake = Intake(work / "service")
        state = self.intake.work / "state"
        state.mkdir()
        os.chown(state, -1, GROUP)
        os.chmod(state, 0o2750)
        os.chmod(self.intake.work, 0o755)
        os.chmod(self.intake.config, 0o644)
        for n in range(1, 29):
            self.intake.drop(f"{n:04}", sample(n)[0])
        old = os.umask(0o027)
        if not self.intake.serve():
            sys.exit(self.intake.said())
        os.umask(old)
        wait_until(lambda: len(self.intake.settled()) == 28 and
                   len(self.intake.replies()) == 17, 300, 0.5)

    def type(self, command, keys):
        """What her terminal shows of it."""
        pid, fd = pty.fork()
        if pid == 0:
            time.sleep(0.2)  # until the window has its size
            os.chdir(self.home)
            os.environ.update(PATH=f"{BUILD}:{os.environ['PATH']}", PAGER="cat", NO_COLOR="1",
                              TERM="xterm", LC_ALL="C.UTF-8",
                              ASR_INTAKE_CONFIG=str(self.intake.config))
            os.execvp("setpriv", ["setpriv", f"--reuid={AGENT}", f"--regid={GROUP}",
                                  "--clear-groups", "--", "sh", "-c", command])
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        shown, waiting = "", list(keys)
        while True:
            if select.select([fd], [], [], 2)[0]:
                try:
                    more = os.read(fd, 65536)
                except OSError:
                    break
                shown += more.decode(errors="replace")
            if waiting and shown.endswith("? "):
                key = waiting.pop(0)
                shown += key + "\r\n"
                os.write(fd, KEYS.get(key, key).encode())
        os.waitpid(pid, 0)
        os.close(fd)
        return shown.replace("\r\n", "\n").replace("\n\n\n", "\n\n")


def screen(desk, found):
    kind, more, command = found.group(1), found.group(2).split(), found.group(3)
    head = found.group(0).split(" -->\n")[0] + " -->\n"
    if kind == "stop":
        desk.intake.stop()
        return head
    shown = desk.type(command, more if kind == "keys" else []).rstrip("\n").split("\n")
    if kind == "screen" and more and len(shown) > int(more[0]):
        shown = shown[:int(more[0])] + ["[…]"]
    lines = "\n".join(line.rstrip() for line in shown)
    return f"{head}```\n$ {command}\n{lines}\n```\n"


def main():
    guide = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else SOURCES / "doc/guide-agents.md")
    alone()
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-guide-"))
    desk = Desk(work)
    try:
        text = BLOCK.sub(lambda found: screen(desk, found), guide.read_text(encoding="utf-8"))
    finally:
        if desk.intake.process.poll() is None:
            desk.intake.stop()
    guide.write_text(text, encoding="utf-8")
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
