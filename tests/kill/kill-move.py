#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stopped while mail is moved and replies are copied on the server.

As kill-mail.py, with done-folder and sent-folder, on a server without
MOVE: a message is copied, marked and expunged, three commands between
which anything may happen.  In the end each message is in one folder, once,
and each reply has one copy.
"""
import importlib.util
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("kill_mail", HERE / "kill-mail.py")
kill_mail = importlib.util.module_from_spec(spec)
sys.path.insert(0, str(HERE))
spec.loader.exec_module(kill_mail)


class Ends(kill_mail.Ends):
    """With a folder for what is done and one for what was sent."""

    def __init__(self, folder):
        super().__init__(folder, extra="imap_capability = IMAP4rev1 UIDPLUS IDLE")

    def more(self, folder):
        return f"done-folder = {folder}-done\nsent-folder = {folder}-sent\n"

    def contents(self, folder):
        """{folder: Message-IDs}, each as often as it is there."""
        return {name: sorted(kill_mail.message_id(f.read_bytes())
                             for part in ("new", "cur")
                             for f in (self.stored(folder + name) / part).glob("*"))
                for name in ("", "-done", "-sent")}


def last_steps(trial):
    """Every point and mode, or of what comes once the last reply was sent
    what speaks with the server."""
    trace, replies = trial.trace, len(trial.deliveries)
    if kill_mail.SHARE == 1:
        return kill_mail.chosen(trial)
    first = kill_mail.marks(trace)[replies - 1] + 3  # its last bytes, and the answer
    said = [n for n in range(first, len(trace) + 1) if trace[n - 1][0] in ("send", "received")]
    return [(n, "kill after") for n in said if trace[n - 1][0] == "send"] + \
        [(n, "power cut after") for n in said[::6]]


if __name__ == "__main__":
    sys.exit(kill_mail.main(Ends, last_steps))
