#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages recognised a second and core, beside the tesseract program.

usage: ocr.py EXAMINE [PICTURE...]: each picture (tests/data/scans without
any) goes in a message of its own through EXAMINE, and through `tesseract
PICTURE - -l fra`.  Prints the processor time of both, and the share of
tesseract's words, of three letters and more, that the report has too.  No
test: times are no matter of right or wrong.
"""
import collections
import email.message
import glob
import json
import mimetypes
import os
import re
import resource
import subprocess
import sys

SCANS = os.path.join(os.path.dirname(__file__), "..", "data", "scans")
ENVIRONMENT = dict(os.environ, OMP_THREAD_LIMIT="1", TZ="UTC0", LC_ALL="C.UTF-8")


def timed(command, data=None):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         env=ENVIRONMENT, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out.decode("utf-8", "replace"), (after.ru_utime - before.ru_utime
                                            + after.ru_stime - before.ru_stime)


def message_of(path):
    message = email.message.EmailMessage()
    message["From"] = "dam@ch-valbec.test"
    message["Subject"] = "Pièces"
    message.set_content("Ci-joint.")
    kind, sub = mimetypes.guess_type(path)[0].split("/")
    with open(path, "rb") as file:
        message.add_attachment(file.read(), maintype=kind, subtype=sub, filename="page")
    return message.as_bytes()


def words(text):
    return collections.Counter(re.findall(r"\w{3,}", text.lower()))


def read(examine, path):
    report, time = timed([examine], message_of(path))
    pages = [page for part in json.loads(report)["parts"] for page in part["pages"]]
    return "\n".join(page["text"] for page in pages), len(pages), time


def main():
    examine = sys.argv[1]
    pictures = sys.argv[2:] or sorted(glob.glob(os.path.join(SCANS, "*.[jt][pi][gf]")))
    _, empty = timed([examine], b"From: a@b.test\n\nBonjour\n")
    ours = theirs = pages = found = wanted = 0
    for path in pictures:
        text, count, time = read(examine, path)
        other, other_time = timed(["tesseract", path, "-", "-l", "fra"])
        ours, theirs, pages = ours + time - empty, theirs + other_time, pages + count
        found += sum((words(text) & words(other)).values())
        wanted += sum(words(other).values())
    print(f"{pages} pages: asr-examine {pages / ours:.2f} a second and core, "
          f"tesseract {pages / theirs:.2f}; {100 * found / wanted:.1f} % of its words")


main()
