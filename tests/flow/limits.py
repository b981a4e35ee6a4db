#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits that only whole programs have, at the limit and past it: the message,
pages of all its parts, pages recognised, bytes unpacked; examinations begun."""
import base64
import json
import os
import pathlib
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import Intake  # noqa: E402

BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
# As in doc/locked-room.md; a change of one is to be seen here.
MESSAGE_BYTES = 160 << 20
PAGES = 2000
OCR_PAGES = 400
UNPACKED_BYTES = 256 << 20
STARTS = 5
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def examine(message, *options):
    return subprocess.run([BUILD / "asr-examine", *options], input=message,
                          capture_output=True, timeout=600)


def attached(name, content):
    """The report's part of that attachment, and the report."""
    head = (f"From: a@x.test\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: application/octet-stream; name={name}\r\n"
            f"Content-Disposition: attachment; filename={name}\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n").encode("ascii")
    done = examine(head + base64.encodebytes(content))
    check(f"{name} has a report", done.returncode == 0, done.stderr)
    report = json.loads(done.stdout)
    return next(p for p in report["parts"] if p["name"] == name), report


def the_message():
    head = b"From: a@x.test\r\nSubject: x\r\n\r\n"
    fits = head + b"x" * (MESSAGE_BYTES - len(head))
    done = examine(fits, "--no-ocr")
    check("a message of the largest size is examined", done.returncode == 0, done.stderr)
    done = examine(fits + b"x", "--no-ocr")
    check("one byte more is not", done.returncode == 1 and not done.stdout
          and b"too large" in done.stderr, (done.returncode, done.stderr))


def pages():
    """The last page there may be is kept to say that more would have come."""
    for count in (PAGES - 1, PAGES):
        part, _ = attached("a.txt", b"\f".join([b"Page"] * count))
        check(f"{count} pages of text: no page lacks", len(part["pages"]) == count)
        read = sum(page["source"] == "text" for page in part["pages"])
        check(f"{count} pages of text: all but the last are read", read == PAGES - 1, read)
        check(f"{count} pages of text: what is too many is said",
              (part["reason"] == "too-many") == (count == PAGES), part["reason"])


def sheets(count):
    """A TIFF of empty sheets, 8 bits a pixel, that share one strip."""
    side = 64
    tags = ((256, side), (257, side), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1),
            (278, side), (279, side * side))
    size = 2 + 12 * len(tags) + 4
    at = 8 + side * side
    out = [struct.pack("<2sHI", b"II", 42, at), b"\xff" * (side * side)]
    for i in range(count):
        after = at + size * (i + 1) if i + 1 < count else 0
        out.append(struct.pack("<H", len(tags))
                   + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
                   + struct.pack("<I", after))
    return b"".join(out)


def pages_recognised():
    for count in (OCR_PAGES, OCR_PAGES + 1):
        part, _ = attached("a.tif", sheets(count))
        sources = [page["source"] for page in part["pages"]]
        check(f"{count} sheets: {OCR_PAGES} are read", sources.count("ocr") == OCR_PAGES,
              sources.count("ocr"))
        check(f"{count} sheets: the others are said to be unread",
              sources.count("not-read") == count - OCR_PAGES, sources[-1])


def packed(lengths):
    """A ZIP of members of zeros that are hard to pack: stored in blocks."""
    out, listing, at = [], [], 0
    for i, length in enumerate(lengths):
        content = bytes(length)
        packer = zlib.compressobj(1, zlib.DEFLATED, -15, 1, zlib.Z_HUFFMAN_ONLY)
        data = packer.compress(content) + packer.flush()
        name = b"%d.bin" % i
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, zlib.crc32(content), len(data),
                             length, len(name), 0)
        out.append(b"PK\3\4" + fields + name + data)
        listing.append(b"PK\1\2\x14\0" + fields + struct.pack("<HHHII", 0, 0, 0, 0, at) + name)
        at += len(out[-1])
    size = sum(map(len, listing))
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(lengths), len(lengths), size, at, 0)
    return b"".join(out + listing) + end


def bytes_unpacked():
    """Members of 40 MB, so that no other limit is met; the last fills up."""
    rest = UNPACKED_BYTES - 6 * (40 << 20)
    for more in (0, 1):
        part, report = attached("a.zip", packed([40 << 20] * 6 + [rest - 1 + more]))
        check(f"unpacked bytes, {more} more: said when they are too many",
              (part["reason"] == "too-large") == (more > 0), part["reason"])
        check("all members are named", len(report["parts"]) == 8, len(report["parts"]))


def examinations():
    """One more of a message that was cut off with the service so often, and no more."""
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-limits-"))
    intake = Intake(work)
    intake.drop("one", b"From: a@x.test\r\nSubject: x\r\n\r\nBonjour\r\n")
    intake.once()
    for begun in (STARTS - 1, STARTS):
        with sqlite3.connect(work / "state/intake.db") as db:
            db.execute("UPDATE message SET state = 'spooled', attempts = ?, outcome = NULL", (begun,))
        db.close()
        done = intake.once()
        outcome = intake.messages()[0]["outcome"]
        check(f"begun {begun} times: a person's when that is too often",
              outcome == ("unreadable" if begun == STARTS else "correspondence"), outcome)
        check("and the log says so", ("given up after 5" in done.stderr) == (begun == STARTS),
              done.stderr)
    shutil.rmtree(work)


def main():
    examinations()
    the_message()
    pages()
    pages_recognised()
    bytes_unpacked()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
