#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Examining text, beside pdftotext on the same files; reading scans, beside
the tesseract program on the same pages.

usage: examine.py [MESSAGES]
"""
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "kill")]
import letters  # noqa: E402
import workspace  # noqa: E402
from measure import Run, ratio  # noqa: E402

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 100
ROUNDS = 3  # in turn, so that a busy moment hits both


def pdfs(folder):
    paths = []
    for number, family in zip(range(COUNT), letters.names()):
        for name, data in letters.documents(number, family):
            path = folder / f"{number}-{name}"
            path.write_bytes(data)
            paths.append(path)
    return paths


def whole_pass(mail):
    """CPU of a pass over mail: examined, decided, recorded, answered."""
    work = workspace.make(mail=(), forms=workspace.REAL_FORMS)
    shutil.rmtree(work / "mail")
    (work / "mail").symlink_to(mail)
    (work / "etablissements.csv").write_text(letters.registry(COUNT), encoding="utf-8")
    run = Run(workspace.command("asr-intaked", work, "--once"))
    if run.code != 0:
        sys.exit(run.error)
    shutil.rmtree(work)
    return run.cpu


def text(folder):
    paths = pdfs(folder)
    mail = folder / "mail"
    mail.mkdir()
    for number, raw in enumerate(letters.messages(COUNT)):
        (mail / f"{number:05}.eml").write_bytes(raw)
    ours = theirs = 0
    for _ in range(ROUNDS):
        ours += whole_pass(mail)
        theirs += Run(["sh", "-c", 'for f; do pdftotext "$f" -; done', "sh", *paths]).cpu
    pages = ROUNDS * len(paths)
    print(f"{'text: pages per second of CPU, ours (whole pass)':58} {pages / ours:6.0f}")
    print(f"{'text: pages per second of CPU, pdftotext':58} {pages / theirs:6.0f}")
    ratio("text: CPU of a whole pass against pdftotext alone", ours, theirs, 1.2)


def scans(folder):
    """The pages of tests/data/scans that are written on."""
    source = workspace.SOURCES / "tests/data/scans"
    names = [n for n in ("skewed.jpg", "blank-form.jpg", "pen-filled.jpg", "upright.tif",
                         "shadow.jpg") if (source / n).exists()]
    ours = theirs = 0
    for _ in range(ROUNDS):
        for name in names:
            message = folder / "scan.eml"
            message.write_bytes(letters.with_file(name, (source / name).read_bytes()))
            with open(message, "rb") as file:
                ours += Run([workspace.BUILD / "asr-examine", "-c", workspace.SOURCES /
                             "tests/mailbox/asr-intake.conf"], stdin=file).cpu
            theirs += Run(["tesseract", source / name, "-", "-l", "fra"],
                          env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"}).cpu
    pages = ROUNDS * len(names)
    print(f"{'scans: pages per second and core, ours':58} {pages / ours:6.2f}")
    print(f"{'scans: pages per second and core, tesseract':58} {pages / theirs:6.2f}")
    ratio("scans: pages per second against tesseract", theirs, ours, "2 or more")


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="asr-bench-"))
    text(folder)
    scans(folder)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
