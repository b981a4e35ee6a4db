#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a message's arrival in the mailbox to its reply at the SMTP server.

usage: latency.py [MESSAGES]    (default 100)

The service idles (IMAP IDLE over TLS); messages come one by one, each when
the one before is answered.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "kill"), str(HERE.parent / "servers")]
import letters  # noqa: E402
import workspace  # noqa: E402
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402
from smtp import Smtp  # noqa: E402

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 100
LONGEST_S = 120
WARM_S = 5  # until the service idles


def make(dovecot, ca, smtp):
    work = workspace.make(mail=())
    (work / "etablissements.csv").write_text(letters.registry(COUNT), encoding="utf-8")
    password = workspace.secret(work, "password", PASSWORD)
    workspace.write_config(
        work, f"imaps://localhost:{dovecot.imaps}/INBOX", f"smtp://127.0.0.1:{smtp.port}",
        {"mailbox": f"user = {USER}\npassword-file = {password}\nca-file = {ca}\n",
         "smtp": f"replies-per-hour = {2 * COUNT}\n"}, forms=workspace.REAL_FORMS)
    return work


def waits(client, smtp):
    """Seconds of each message, in order."""
    for number, raw in enumerate(letters.messages(COUNT), 1):
        start = time.monotonic()
        client.append("INBOX", None, None, raw)
        while len(smtp.deliveries) < number:
            if time.monotonic() > start + LONGEST_S:
                sys.exit(f"message {number} has no answer")
            time.sleep(0.005)
        yield time.monotonic() - start


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-bench-"))
    authority = Authority(folder / "ca")
    dovecot = Dovecot(folder / "dovecot", *authority.certificate("server"))
    smtp = Smtp()
    work = make(dovecot, authority.ca, smtp)
    client = dovecot.client()
    service = subprocess.Popen(workspace.command("asr-intaked", work), start_new_session=True,
                               stderr=subprocess.DEVNULL)
    try:
        time.sleep(WARM_S)
        found = sorted(waits(client, smtp))
    finally:
        service.terminate()
        service.wait(60)
        dovecot.stop()
        smtp.stop()
    print(f"arrival to reply, {COUNT} messages of 300 kB: median "
          f"{statistics.median(found) * 1000:.0f} ms, 95 % within "
          f"{found[int(len(found) * 0.95)] * 1000:.0f} ms, longest {found[-1] * 1000:.0f} ms; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    shutil.rmtree(work)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
