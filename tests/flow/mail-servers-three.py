#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way over Dovecot by imaps and OpenSMTPD on loopback: see whole_way.py."""
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
import opensmtpd  # noqa: E402
from authority import Authority  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from whole_way import new_folder, whole_way  # noqa: E402


def main():
    why = "dovecot is not installed" if shutil.which("dovecot") is None else opensmtpd.why_not()
    if why is not None:
        print(f"skipped: {why}")
        return 77
    work = new_folder()
    authority = Authority(work / "authority")
    mailbox = Dovecot(work / "dovecot", *authority.certificate("server"))
    server = opensmtpd.OpenSmtpd(work / "opensmtpd")
    return 1 if whole_way(authority, mailbox, server, work) else 0


if __name__ == "__main__":
    sys.exit(main())
