#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draining a mailbox, beside the programs that only fetch it.

usage: drain.py [MESSAGES]

The service fetches over TLS, stores durably, examines, decides, records
and answers, from its start to its last reply; mbsync (FSync yes), fdm and getmail fetch over TLS and store.
"""
import os
import pathlib
import shutil
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "kill"), str(HERE.parent / "servers")]
import letters  # noqa: E402
import workspace  # noqa: E402
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402
from measure import Run, ratio  # noqa: E402
from smtp import Smtp  # noqa: E402

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
PEAK = ("/usr/bin/time", "-f", "%M")  # kB resident at most, the last word said
SENT_AT = 1768208400  # of the first; one a second, in the order of their UIDs


def fill(maildir, owner):
    """As if delivered: files of a Maildir."""
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True, exist_ok=True)
    total = 0
    for number, raw in enumerate(letters.messages(COUNT)):
        path = maildir / "new" / f"{SENT_AT + number}.{number}.bench"
        path.write_bytes(raw)
        os.utime(path, (SENT_AT, SENT_AT + number))
        total += len(raw)
    for path in [maildir, *maildir.rglob("*")]:
        shutil.chown(path, owner.st_uid, owner.st_gid)
    return total


class Bench:
    def __init__(self, folder):
        self.folder = folder
        authority = Authority(folder / "ca")
        self.ca = authority.ca
        self.dovecot = Dovecot(folder / "dovecot", *authority.certificate("server"))
        total = fill(self.dovecot.mail / USER, self.dovecot.mail.stat())
        self.dovecot.client().logout()  # Dovecot makes its indexes
        print(f"{COUNT} messages, {total / 1e6:.0f} MB", flush=True)

    def ours(self, examiners):
        smtp = Smtp()
        work = workspace.make(mail=())
        (work / "etablissements.csv").write_text(letters.registry(COUNT), encoding="utf-8")
        password = workspace.secret(work, "password", PASSWORD)
        workspace.write_config(
            work, f"imaps://localhost:{self.dovecot.imaps}/INBOX", f"smtp://127.0.0.1:{smtp.port}",
            {"mailbox": f"user = {USER}\npassword-file = {password}\nca-file = {self.ca}\n",
             "smtp": f"replies-per-hour = {2 * COUNT}\n", "intake": f"examiners = {examiners}\n"},
            forms=workspace.REAL_FORMS)
        run = Run(workspace.command("asr-intaked", work),
                  until=lambda: len(smtp.deliveries) >= COUNT)
        if run.code != 0 or len(smtp.deliveries) != COUNT:
            sys.exit(f"the drain failed: {len(smtp.deliveries)} replies, {run.error[-800:]}")
        shutil.rmtree(work)
        smtp.stop()
        return run

    def mbsync(self):
        box = self.folder / f"mbsync{time.monotonic_ns()}"
        box.mkdir()
        (box / "pass").write_text(PASSWORD)
        config = box / "rc"
        config.write_text(
            f"FSync yes\n\nIMAPAccount a\nHost localhost\nPort {self.dovecot.imaps}\nUser {USER}\n"
            f"PassCmd \"cat {box}/pass\"\nSSLType IMAPS\nCertificateFile {self.ca}\n"
            "AuthMechs PLAIN\n\n"
            f"IMAPStore r\nAccount a\n\nMaildirStore l\nPath {box}/\nInbox {box}/in\n\n"
            "Channel c\nFar :r:\nNear :l:\nSync Pull\nCreate Near\nSyncState *\n")
        run = Run([*PEAK, "mbsync", "-c", config, "c"])
        got = len([f for f in (box / "in").rglob("*") if f.parent.name in ("cur", "new")])
        shutil.rmtree(box)
        return self.judged("mbsync", run, got)

    def fdm(self):
        box = self.folder / "fdm"
        box.mkdir()
        config = box / "rc"
        config.write_text(
            f'account "a" imaps server "localhost" port "{self.dovecot.imaps}" user "{USER}" '
            f'pass "{PASSWORD}" no-verify keep\naction "d" maildir "{box}/in"\n'
            'match all action "d"\nset maximum-size 100M\n')
        config.chmod(0o600)
        run = Run([*PEAK, "fdm", "-f", config, "-a", "a", "fetch"],
                  env=dict(os.environ, HOME=str(box)))
        got = len(list((box / "in/new").iterdir())) if (box / "in/new").exists() else 0
        shutil.rmtree(box)
        return self.judged("fdm", run, got)

    def getmail(self):
        box = self.folder / "getmail"
        for part in ("cur", "new", "tmp"):
            (box / "in" / part).mkdir(parents=True)
        (box / "rc").write_text(
            f"[retriever]\ntype = SimpleIMAPSSLRetriever\nserver = localhost\nport = "
            f"{self.dovecot.imaps}\nusername = {USER}\npassword = {PASSWORD}\n"
            f"ca_certs = {self.ca}\n[destination]\ntype = Maildir\npath = {box}/in/\n"
            f"{'user = nobody' if os.getuid() == 0 else ''}\n"
            "[options]\nread_all = true\ndelete = false\nverbose = 0\n")
        if os.getuid() == 0:  # it delivers nothing as root
            self.folder.chmod(0o755)
            for path in [box, *box.rglob("*")]:
                shutil.chown(path, "nobody")
        run = Run([*PEAK, "getmail", f"--getmaildir={box}", "--rcfile=rc"])
        got = len(list((box / "in/new").iterdir()))
        shutil.rmtree(box)
        return self.judged("getmail", run, got)

    def judged(self, name, run, got):
        if got != COUNT:
            print(f"{name}: fetched {got}: {run.error[-300:]}")
            return None
        return run


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-bench-"))
    bench = Bench(folder)
    try:
        runs = {"mbsync": bench.mbsync(), "ours": bench.ours(2), "fdm": bench.fdm(),
                "getmail": bench.getmail(), "mbsync again": bench.mbsync()}
    finally:
        bench.dovecot.stop()
        shutil.rmtree(folder, ignore_errors=True)
    for name, run in runs.items():
        peak = "" if name == "ours" or not run else \
            f", {int(run.error.split()[-1]) / 1024:.0f} MB at most"
        print(f"{name:14} {run}{peak}")
    base = [r for r in (runs["mbsync"], runs["mbsync again"]) if r]
    if base:
        ratio("drain: wall time against mbsync (FSync yes)", runs["ours"].wall,
              sum(r.wall for r in base) / len(base), 1.0)
    for name in ("fdm", "getmail"):
        if runs[name]:
            ratio(f"drain: wall time against {name}", runs["ours"].wall, runs[name].wall)


if __name__ == "__main__":
    main()
