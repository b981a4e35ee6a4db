#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way over Cyrus by imaps and Exim by STARTTLS: see whole_way.py."""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
import cyrus  # noqa: E402
import exim  # noqa: E402
from authority import Authority  # noqa: E402
from whole_way import new_folder, whole_way  # noqa: E402


def main():
    why = cyrus.why_not() or exim.why_not()
    if why is not None:
        print(f"skipped: {why}")
        return 77
    work = new_folder()
    authority = Authority(work / "authority")
    certificate = authority.certificate("server")
    mailbox = cyrus.Cyrus(work / "cyrus", *certificate)
    server = exim.Exim(work / "exim", *certificate)
    return 1 if whole_way(authority, mailbox, server, work) else 0


if __name__ == "__main__":
    sys.exit(main())
