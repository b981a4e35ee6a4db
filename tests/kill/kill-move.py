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
        found, client = {}, self.dovecot.client()
        for name in ("", "-done", "-sent"):
            headers = []
            if client.select(folder + name, readonly=True)[0] == "OK":
                parts = client.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1]
                headers = [p[1].decode().strip() for p in parts if isinstance(p, tuple)]
            found[name] = sorted(headers)
        client.logout()
        return found


def last_steps(trial):
    """What comes once the last reply was sent: all of it, or what speaks
    with the server."""
    trace, replies = trial.trace, len(trial.deliveries)
    first = kill_mail.marks(trace)[replies - 1] + 3  # its last bytes, and the answer
    late = range(first, len(trace) + 1)
    if kill_mail.SHARE == 1:
        return [(n, m) for n in late for m in kill_mail.points.MODES]
    said = [n for n in late if trace[n - 1][0] in ("send", "received")]
    return [(n, "kill after") for n in said if trace[n - 1][0] == "send"] + \
        [(n, "power cut after") for n in said[::6]]


if __name__ == "__main__":
    sys.exit(kill_mail.main(Ends, last_steps))
