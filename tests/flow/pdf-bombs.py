#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs of a few kilobytes that ask for pages, depth, bytes, memory or time
without end: each comes to an end in the bounds of doc/locked-room.md, and
what could not be read is said."""
import base64
import json
import os
import pathlib
import signal
import subprocess
import sys
import zlib

BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
SANITIZED = b"__asan_init" in (BUILD / "asr-examine").read_bytes()
# As in doc/locked-room.md; a change of one is to be seen here.
PAGES = 2000
failures = []

FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
HELLO = b"BT /F 12 Tf 50 700 Td (Bonjour) Tj ET"
READ = ("text", "none", "Bonjour")


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def stream(content, extra=b"", times=1):
    """Packed content, repeated so often."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    return (b"<<%s/Filter/FlateDecode/Length %d>>stream\n" % (extra, len(data))
            + data + b"\nendstream")


def page(contents=4, resources=FONT, more=b""):
    return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<<%s>>%s>>" % (contents, resources, more))


def pdf(kids=b"3 0 R", count=1, catalogue=b"", **objects):
    """A document of one page that says Bonjour, but for what is given."""
    table = {1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
             2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
             3: page(), 4: stream(HELLO)}
    table.update({int(name[1:]): content for name, content in objects.items()})
    parts, places, at = [b"%PDF-1.5\n"], [], 9
    for number in range(1, len(table) + 1):
        places.append(b"%010d 00000 n \n" % at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, table[number]))
        at += len(parts[-1])
    return (b"".join(parts) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(table) + 1)
            + b"".join(places)
            + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(table) + 1, at))


def examine(content):
    """The part of the report, or the signal that ended it."""
    head = (b"From: a@x.test\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: application/pdf; name=a.pdf\r\n"
            b"Content-Disposition: attachment; filename=a.pdf\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n")
    done = subprocess.run([BUILD / "asr-examine"], input=head + base64.encodebytes(content),
                          capture_output=True, timeout=600)
    if done.returncode != 0:
        return done.returncode
    return next(p for p in json.loads(done.stdout)["parts"] if p["name"] == "a.pdf")


def expect(what, content, state, reason, pages):
    """pages: of each its source, its reason, and its text without its end."""
    part = examine(content)
    if not isinstance(part, dict):
        check(what, False, part)
        return
    seen = [(p["source"], p["reason"], p["text"].strip()) for p in part["pages"]]
    check(what, (part["state"], part["reason"], seen) == (state, reason, pages),
          (part["state"], part["reason"], len(seen), seen[:2], seen[-1:]))


def many_pages():
    expect("a page is read", pdf(), "read", "none", [READ])
    expect("two thousand million pages that are not there", pdf(count=2 * 10 ** 9),
           "unreadable", "damaged", [])
    count = PAGES + 1000
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    objects = {f"o{number}": page() for number in range(5, 5 + count)}
    expect("more pages than are read", pdf(kids, count, **objects), "read", "too-many",
           [READ] * (PAGES - 1) + [("not-read", "too-many", "")])


def depth():
    level = 300_000
    nested = b"/X " + b"[" * level + b"]" * level
    expect("arrays in arrays", pdf(catalogue=nested), "read", "none", [READ])
    nested = b"/X" + b"<</X" * level + b" 1" + b">>" * level
    expect("dictionaries in dictionaries", pdf(o3=page(more=nested)), "read", "none", [READ])
    level = 10_000
    folders = {f"o{5 + i}": b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (6 + i if i < level else 3)
               for i in range(level + 1)}
    expect("folders of pages in folders", pdf(kids=b"5 0 R", **folders), "read", "none", [READ])


def unpacked():
    """100 MB of nothing to draw, and a picture of 900 million pixels."""
    expect("a page of white space", pdf(o4=stream(b" " * (1 << 20), times=100)),
           "read", "none", [("text", "none", "")])
    side = 30_000
    picture = stream(b"\0" * side, b"/Type/XObject/Subtype/Image/BitsPerComponent 8"
                     b"/ColorSpace/DeviceGray/Width %d/Height %d" % (side, side), side)
    if not SANITIZED:  # its memory has no limit there
        expect("a picture that memory has no place for", pdf(
            o3=page(resources=b"/XObject<</A 5 0 R>>"),
            o4=stream(b"595 0 0 842 0 0 cm /A Do"), o5=picture),
            "read", "none", [("not-read", "damaged", "")])


def without_end():
    """Each of 28 drawings draws the next one twice: the step's limit ends it."""
    last = 32
    drawings = {f"o{number}": stream(
        b"/A Do /A Do" if number < last else HELLO,
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s%s>>"
        % (FONT, b"/XObject<</A %d 0 R>>" % (number + 1) if number < last else b""))
        for number in range(5, last + 1)}
    ended = examine(pdf(o3=page(resources=b"/XObject<</A 5 0 R>>"), o4=stream(b"/A Do"),
                        **drawings))
    check("drawings in drawings are ended", ended == -signal.SIGPROF, ended)


def main():
    many_pages()
    depth()
    unpacked()
    without_end()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
