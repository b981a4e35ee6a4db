#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every file below some folders through asr-examine.

usage: torture.py [-e asr-examine] [-g leaves] [-j N] [--ocr] [-v] FOLDER...

Messages (*.eml, *.mbox's single messages, and whatever looks like one) are
examined as they are; other files become the one attachment of a message.
Each must end in a report within the limits.  For messages, the attachments'
names and bytes are held against those that Python's parser finds, with -g
also against those of GMime alone (tests/torture/leaves of a build), and the
differences are counted by kind and listed with -v.  doc/torture.md says what
they are.

The public sets that are worth it: UnitTests/TestData of jstedfast/MimeKit,
spec/fixtures of mikel/mail, resources of stalwartlabs/mail-parser,
Lib/test/test_email/data of python/cpython, test/pdfs of mozilla/pdf.js,
test-documents of apache/tika.  They are large, and of many licences: none
is kept here.
"""
import argparse
import base64
import collections
import concurrent.futures
import email
import email.policy
import hashlib
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time
import unicodedata

FIELD = re.compile(rb"\A(From [^\n]*\n|>?From [^\n]*\n)?[!-9;-~]{2,60}[ \t]*:[^\n]*\n")
SECONDS = 240
SECONDS_OUTSIDE = 480


def is_message(path, raw):
    return path.suffix in (".eml", ".msg.txt", ".mbox") or (
        path.suffix in (".txt", "") and FIELD.match(raw) is not None)


def as_message(path, raw):
    name = base64.b64encode(path.name.encode("utf-8", "replace")).decode("ascii")
    head = (f"From: dam@ch-torture.test\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: application/octet-stream\r\nContent-Disposition: attachment;"
            f" filename=\"=?utf-8?b?{name}?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
    return head.encode("ascii") + base64.encodebytes(raw)


def python_attachments(raw):
    """Name and digest of each leaf that Python calls a file, and of no other."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    for part in message.walk():
        if part.is_multipart() or part.get_content_maintype() == "message":
            continue
        try:
            name = part.get_filename()
            content = part.get_payload(decode=True)
        except Exception as problem:
            yield "python-fails", type(problem).__name__, None
            continue
        if name is None or content is None:
            continue
        yield "file", decoded(name), hashlib.sha256(content).hexdigest()


def decoded(name):
    if isinstance(name, tuple):
        name = name[2]
    try:
        return str(email.header.make_header(email.header.decode_header(name)))
    except Exception:
        return name


def same_name(ours, theirs):
    def plain(name):
        name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
        return re.sub(r"\s+", " ", name).strip().rstrip(". ")
    return plain(ours) == plain(theirs)


def gmime_attachments(options, raw):
    out = subprocess.run([options.gmime], input=raw, stdout=subprocess.PIPE, check=True).stdout
    for line in out.decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("\t")
        if len(digest) == 64:
            yield "file", name, digest


def differences(whose, find, report):
    by_digest = collections.defaultdict(list)
    for part in report["parts"]:
        by_digest[part["sha256"]].append(part["name"] or "")
    names = {n for several in by_digest.values() for n in several}
    try:
        theirs = list(find())
    except Exception as problem:
        yield f"{whose} fails: {type(problem).__name__}", ""
        return
    for kind, name, digest in theirs:
        if kind != "file":
            yield f"{whose} fails: {name}", ""
        elif digest not in by_digest:
            known = any(same_name(n, name) for n in names)
            kind = "other bytes" if known else "not found"
            yield f"{whose}: {kind}", f"{name} {digest[:8]}"
        elif any(same_name(n, name) for n in by_digest[digest]):
            yield f"{whose}: same", ""
        else:
            yield f"{whose}: other name", f"{name!r}, here {by_digest[digest]}"


def examine(options, path):
    raw = path.read_bytes()
    message = is_message(path, raw)
    command = [options.examine, f"--seconds={SECONDS}"] + ([] if options.ocr else ["--no-ocr"])
    began = time.monotonic()
    try:
        done = subprocess.run(command, input=raw if message else as_message(path, raw),
                              capture_output=True, timeout=SECONDS_OUTSIDE, env={})
    except subprocess.TimeoutExpired:
        return path, "time-out", SECONDS_OUTSIDE, message, []
    seconds = time.monotonic() - began
    if done.returncode == -signal.SIGPROF:  # a step's limit: the service passes over the part
        return path, "step out of time", seconds, message, []
    if done.returncode != 0:
        how = f"signal {-done.returncode}" if done.returncode < 0 else f"status {done.returncode}"
        return path, how, seconds, message, [("stderr", done.stderr[-2000:].decode("utf-8", "replace"))]
    report = json.loads(done.stdout)
    found = []
    if message:
        found += differences("python", lambda: python_attachments(raw), report)
    if message and options.gmime:
        found += differences("gmime", lambda: gmime_attachments(options, raw), report)
    return path, outcome(report, message), seconds, message, found


def outcome(report, message):
    if message:
        return "report"
    if not report["parts"]:
        return "no part"
    part = report["parts"][0]
    return f"{part['state']} {part['reason'] or ''}".strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("-e", "--examine", default="./asr-examine")
    parser.add_argument("-g", "--gmime", help="tests/torture/leaves")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--ocr", action="store_true", help="read scanned pages, too")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("folder", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    options.examine = os.path.abspath(options.examine)
    bad = 0
    for folder in options.folder:
        files = sorted(p for p in folder.rglob("*") if p.is_file() and p.stat().st_size > 0)
        ends, kinds, slowest, began = collections.Counter(), collections.Counter(), (0, ""), time.monotonic()
        messages = 0
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for path, how, seconds, message, found in pool.map(
                    lambda p: examine(options, p), files):
                ends[how] += 1
                messages += message
                slowest = max(slowest, (seconds, path.name))
                kinds.update(kind for kind, _ in found if kind != "stderr")
                died = how.startswith(("signal", "status", "time-out"))
                bad += died
                if died or options.verbose:
                    for kind, detail in found:
                        if not kind.endswith("same"):
                            print(f"  {path.relative_to(folder)}: {kind} {detail}")
                if died:
                    print(f"  {path.relative_to(folder)}: {how}")
        print(f"{folder}: {len(files)} files, {messages} of them messages, in "
              f"{time.monotonic() - began:.0f} s, the slowest {slowest[0]:.1f} s ({slowest[1]})")
        print("  " + ", ".join(f"{n} {how}" for how, n in ends.most_common()))
        if kinds:
            print("  attachments: " +
                  ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"largest process {peak // 1024} MB; {bad} ended without a report")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
