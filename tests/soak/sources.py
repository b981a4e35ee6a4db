# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the mail of a soak comes from, and how that place fails."""
import collections
import contextlib
import imaplib
import pathlib
import re
import shutil
import tempfile
import time

import workspace
from authority import Authority
from dovecot import PASSWORD, USER, Dovecot
from proxy import Proxy

MESSAGE_ID = re.compile(rb"(?im)^message-id: *(<[^>]*>)")


def identity(raw):
    return MESSAGE_ID.search(raw)[1].decode()


class Folder:
    """A directory; it does not fail."""

    faults = ()

    def __init__(self):
        self.number = 0

    def configure(self, work, server, more):
        self.work = work
        workspace.write_config(work, "dir:mail", server, more, forms=workspace.REAL_FORMS)

    def drop(self, raw):
        """The name its row of table location will have."""
        path, name = self.work / "new.tmp", f"{self.number:06}.eml"
        self.number += 1
        path.write_bytes(raw)
        path.rename(self.work / "mail" / name)
        return name

    def well(self):
        pass

    def tidied(self, _):
        return True

    def problems(self, *_):
        return []

    def stop(self):
        pass


class Server:
    """A Dovecot over TLS behind a line that is cut, slow, or dead; filed
    mail is moved, replies are copied."""

    faults = ("line down", "line cut", "line slow", "server restarted")
    DONE, SENT = "Faits", "Sortis"
    CUT_AFTER_MAX = 200000  # bytes: the whole small talk, or some messages
    PACE_S = 0.0003  # between bytes: some 3 kB/s

    def __init__(self, rng):
        self.rng, self.folder = rng, pathlib.Path(tempfile.mkdtemp(prefix="asr-soak-"))
        self.authority = Authority(self.folder / "ca")
        self.dovecot = Dovecot(self.folder / "dovecot", *self.authority.certificate("server"))
        self.proxy, self.mine = Proxy(self.dovecot.imaps), self.dovecot.client()

    def configure(self, work, server, more):
        password = workspace.secret(work, "password", PASSWORD)
        mailbox = (f"user = {USER}\npassword-file = {password}\nca-file = {self.authority.ca}\n"
                   f"done-folder = {self.DONE}\nsent-folder = {self.SENT}\n")
        workspace.write_config(work, f"imaps://localhost:{self.proxy.port}/INBOX", server,
                               dict(more, mailbox=mailbox + more["mailbox"]),
                               forms=workspace.REAL_FORMS)

    def drop(self, raw):
        """Its UID, by a way of our own that does not fail."""
        when = imaplib.Time2Internaldate(time.time())
        code, said = self.mine.append("INBOX", None, when, raw)
        if code != "OK":
            raise RuntimeError(f"the mailbox does not take mail: {said}")
        return re.search(rb"APPENDUID \d+ (\d+)", said[0])[1].decode()

    def fail(self, name):
        if name == "line down":
            self.proxy.down = True
            self.proxy.hang_up()
        elif name == "line cut":
            self.proxy.cut_after = self.rng.randrange(1, self.CUT_AFTER_MAX)
        elif name == "line slow":
            self.proxy.pace = self.PACE_S
        elif name == "server restarted":
            self.dovecot.stop()
            self.dovecot.start()
            self.mine = self.dovecot.client()

    def well(self):
        self.proxy.down, self.proxy.cut_after, self.proxy.pace = False, None, 0

    def tidied(self, db):
        """Nothing is left to be moved or copied."""
        return db.execute(
            "SELECT (SELECT count(*) FROM message WHERE outcome = 'filed' AND moved_at = 0)"
            " + (SELECT count(*) FROM reply WHERE sent_at <> 0 AND copied_at = 0)"
        ).fetchone() == (0,)

    def held(self, name):
        """How often each Message-ID lies in a folder."""
        found = collections.Counter()
        if self.mine.select(f'"{name}"', readonly=True)[0] == "OK":
            data = self.mine.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")[1]
            found.update(identity(d[1]) for d in data if isinstance(d, tuple))
        return found

    def problems(self, came, filed, sent):
        """Each message in one place, once; of each reply sent, one copy."""
        left, done, copies = (self.held(name) for name in ("INBOX", self.DONE, self.SENT))
        print(f"in the mailbox: {left.total()} left, {done.total()} in the done folder, "
              f"{copies.total()} copies of replies")
        lines = [f"{m} lies {n} times in the mailbox, not {came[m]}"
                 for m, n in (left + done).items() if n != came[m]]
        lines += [f"{m} is gone from the mailbox" for m in came if m not in left + done]
        lines += [f"{m} is filed and was not moved" for m in filed if m not in done]
        lines += [f"{m}: {copies[m]} copies" for m in set(sent) | set(copies)
                  if copies[m] != (m in sent)]
        return lines

    def stop(self):
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self.mine.logout()
        self.dovecot.stop()
        self.proxy.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
