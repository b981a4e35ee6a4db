#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion of asrctl in bash itself: what TAB makes of a line, and what
is offered where several words fit.
"""
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import termios
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, SOURCES, Intake, sample  # noqa: E402

SCRIPT = SOURCES / "src/ctl/completion/asrctl"
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


class Bash:
    """An interactive bash on a terminal of its own; C-g prints the line as readline has it."""

    def __init__(self, work):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(work)
            os.environ.update(PATH=f"{BUILD}:{os.environ['PATH']}", PS1="$ ", TERM="dumb",
                              LC_ALL="C.UTF-8")
            os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self.text = ""
        self.write(f"source {SCRIPT}\n"
                   "bind 'set enable-bracketed-paste off'\n"
                   """bind -x '"\\C-g": printf "<%s>\\n" "$READLINE_LINE"'\n"""
                   "echo rea''dy\n")
        self.wait_for("ready\r\n")

    def write(self, text):
        os.write(self.fd, text.encode())

    def wait_for(self, pattern, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, self.text)
            if found:
                self.text = self.text[found.end():]
                return found
            if select.select([self.fd], [], [], 1)[0]:
                self.text += os.read(self.fd, 65536).decode(errors="replace")
        raise TimeoutError(f"{pattern} in {self.text[-400:]!r}")

    def tab(self, line):
        """What the line is after TAB."""
        self.write(line + "\t\x07")
        made = self.wait_for("<([^>]*)>\r\n").group(1)
        self.write("\x15\n")
        return made

    def close(self):
        self.write("\x15exit\n")
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def offered(work, line):
    """All that is offered for a line without = : or @, as readline would ask."""
    words = line.split(" ")
    text = (f'source "{SCRIPT}"; COMP_LINE="$1"; COMP_POINT=${{#1}}; shift; COMP_WORDS=("$@"); '
            'COMP_CWORD=$(($# - 1)); _asrctl asrctl "${COMP_WORDS[COMP_CWORD]}"; '
            'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", text, "-", line, *words], capture_output=True, text=True,
                          check=False, cwd=work, timeout=60,
                          env=dict(os.environ, PATH=f"{BUILD}:{os.environ['PATH']}"))
    return [w.rstrip(" ") for w in done.stdout.splitlines()]


def lines(work):
    """One word fits, or part of one: the line goes on by itself."""
    bash = Bash(work)
    a = "asrctl -c asr-intake.conf "
    for typed, made in (
            (a + "sta", a + "status "),
            (a + "show-m", a + "show-message "),
            # Of a reference its beginning, small letters, its number.
            (a + "show ESSAI-2026-0002", a + "show ESSAI-2026-0002 "),
            (a + "show e", a + "show ESSAI-2026-000"),
            (a + "show 3", a + "show ESSAI-2026-0003 "),
            (a + "show essai-2026-9", a + "show essai-2026-9"),
            # Options, their values either way, and where bash cuts words.
            (a + "list --sub", a + "list --subdivision "),
            (a + "list --subdivision r", a + "list --subdivision rouen "),
            (a + "list --subdivision=r", a + "list --subdivision=rouen "),
            (a + "list --status=", a + "list --status="),
            (a + "list --status=c", a + "list --status=complete "),
            (a + "list --deadline 2", a + "list --deadline 2026-02-20 "),
            (a + "accept -e ch-v", a + "accept -e CH-VALSAPIN "),
            (a + "employer 1 CHI", a + "employer 1 CHI-TROIS-RIVIERES "),
            (a + "resend 1 --to affaires.medicales@ch-v",
             a + "resend 1 --to affaires.medicales@ch-valsapin.test "),
            # A quoted argument is one.
            (a + "note 'ESSAI-2026-0001' \"vu avec la DAM\" --rea",
             a + "note 'ESSAI-2026-0001' \"vu avec la DAM\" --reason "),
            (a + "pause s", a + "pause send "),
            # A folder or a file is bash's own.
            (a + "extract 1 campa", a + "extract 1 campaigns/"),
            (a + "report --output asr-in", a + "report --output asr-intake.conf "),
            ("asrctl -c asr-in", "asrctl -c asr-intake.conf "),
            # Nothing to say: nothing is invented.
            (a + "note 1 et", a + "note 1 et"),
            (a + "status x", a + "status x"),
            (a + "nonsense x", a + "nonsense x")):
        got = bash.tab(typed)
        check(f"TAB after «{typed}»", got == made, f"made it «{got}»")
    bash.close()


def lists(work):
    a = "asrctl -c asr-intake.conf "
    got = offered(work, a + "")
    check("commands are offered", {"list", "show", "assign", "undo"} <= set(got), str(got))
    check("and the hidden one is not", "complete" not in got)
    got = offered(work, a + "list --status ")
    check("states", sorted(got) == ["complete", "incomplete", "review"], str(got))
    got = offered(work, a + "merge ESSAI-2026-0001 ")
    check("a second reference", "ESSAI-2026-0002" in got and "ESSAI-2026-0001" in got, str(got))
    got = offered(work, a + "merge 1 2 ")
    check("no third", got in ([], [""]), str(got))
    got = offered(work, a + "assign 1 ")
    check("documents of the dossier", "1.1" in got and "2.1" not in got, str(got))
    got = offered(work, a + "assign 1 1.1 ")
    check("pieces", {"fiche-candidat", "lettre-motivation", "aucune"} <= set(got), str(got))
    got = offered(work, a + "accept ")
    check("messages that wait", got == ["4"], str(got))
    got = offered(work, a + "list --")
    check("options, common ones too", {"--status", "--candidate", "--json"} <= set(got), str(got))


def change(work, *statements):
    db = sqlite3.connect(work / "state/intake.db")
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def more_dossiers(first, last):
    return (f"INSERT INTO dossier SELECT n, printf('ESSAI-2026-%04d', n), campaign, deadline,"
            " subdivision, establishment, family_name, given_name, folded_name, other_names,"
            " specialty, status, late, provisional, received_at, completed_at, told_incomplete_at,"
            " complete_until, review_reasons, warnings, 0, NULL FROM dossier JOIN (WITH RECURSIVE"
            f" c(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM c WHERE n < {last})"
            " SELECT n FROM c) WHERE id = 1")


def beginnings(work):
    """More references than a screen holds: how they go on, and what they share is true."""
    a = "asrctl -c asr-intake.conf show "
    change(work, more_dossiers(1001, 1064))  # BEGINNINGS_MAX of them
    got = offered(work, a + "ESSAI-2026-1")
    check("at the limit all are named", got == [f"ESSAI-2026-{n}" for n in range(1001, 1065)],
          str(got))
    change(work, more_dossiers(1065, 1065))
    got = offered(work, a + "ESSAI-2026-1")
    check("past it their beginnings", got == [f"ESSAI-2026-10{n}" for n in range(7)], str(got))
    change(work, "UPDATE dossier SET reference = 'ESSAI-2026-10' WHERE id = 1001")
    got = offered(work, a + "ESSAI-2026-1")
    check("one that others begin with is named too",
          got == ["ESSAI-2026-10"] + [f"ESSAI-2026-10{n}" for n in range(7)], str(got))


def main():
    if shutil.which("bash") is None:
        return 77
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-completion-"))
    intake = Intake(work)
    for n, raw in enumerate(sample(3, 5, 6, 12), 1):
        intake.drop(f"{n:04}", raw)
    done = intake.once()
    check("--once", done.returncode == 0, done.stderr)
    for step in (lines, lists, beginnings):
        step(work)
    if failures:
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
