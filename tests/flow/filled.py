#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filled or blank, ticked or not, in every format.

tests/data/filled holds three annexes as people send them: rempli.* with the
head's opinion (5) filled, the director's (8) left blank and the box of annexe
12 ticked; vierge.* with all three as they were printed.  The pictures are of
one page, the opinion; that of the JPEG lies on its side.  LibreOffice made
the texts, libtiff, libjpeg and libheif the pictures.
"""
import base64
import os
import pathlib
import re
import subprocess
import sys

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
FORM = SOURCES / "etc/forms/asr-2026.conf"
REGISTRY = SOURCES / "tests/corpus/etablissements.csv"
FOLDER = SOURCES / "tests/data/filled"
DOCUMENTS = ("docx", "odt", "doc", "rtf", "pdf", "txt", "html", "tif", "scan.pdf")
PICTURES = ("png", "jpg", "heic")
OPINION, BLANK_ONE, BOX = "avis-chef-service-chu", "avis-directeur-chu", "protection-donnees"
FINDING = re.compile(r"^  piece +(\S+) +(\S+) ", re.M)
problems = []


def message(path):
    content = base64.encodebytes(path.read_bytes()).replace(b"\n", b"\r\n")
    head = (f"From: dam@ch-essai.test\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: application/octet-stream\r\n"
            f"Content-Disposition: attachment; filename={path.name}\r\n"
            f"Content-Transfer-Encoding: base64\r\n\r\n")
    return head.encode("ascii") + content


def pieces(path):
    report = subprocess.run([BUILD / "asr-examine"], input=message(path),
                            stdout=subprocess.PIPE, check=True, timeout=300).stdout
    shown = subprocess.run([BUILD / "tests/tools/show-findings", FORM, REGISTRY], input=report,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           check=True).stdout.decode("utf-8")
    return dict(FINDING.findall(shown))


def check(name, expected):
    found = pieces(FOLDER / name)
    if found != expected:
        problems.append(f"{name}: {found}, expected {expected}")


def has_heif():
    return "#define HAVE_HEIF 1" in (BUILD / "config.h").read_text(encoding="ascii")


for kind in DOCUMENTS:
    check(f"rempli.{kind}", {OPINION: "present", BLANK_ONE: "blank", BOX: "present"})
    check(f"vierge.{kind}", {OPINION: "blank", BLANK_ONE: "blank", BOX: "blank"})
for kind in PICTURES:
    if kind != "heic" or has_heif():
        check(f"rempli.{kind}", {OPINION: "present"})
        check(f"vierge.{kind}", {OPINION: "blank"})
print("\n".join(problems))
sys.exit(1 if problems else 0)
