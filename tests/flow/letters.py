#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as people write them, and nothing false made of them.

tests/letters and those numbered 2 to 8 hold texts of a page or two, written and labelled
by people who had seen neither the rules nor the vocabulary.  Each is put before
recognition as the only document of a message, named scan.pdf.  What goes to
a person is counted and printed; a certain piece that it is not, or a piece
that is not even doubted, fails, unless known.txt names it.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
SETS = [SOURCES / "tests" / name for name in ("letters", *(f"letters-{n}" for n in range(2, 9)))]
NO_PIECE = ("other", "unsure")
FINDING = re.compile(r"^  (piece|other|unidentified)\s+(\S+)\s+(\S+)\s+(\S+)")


def part(role, name, pages):
    return {"parent": -1, "role": role, "state": "read", "reason": "none", "name": name, "path": None,
            "type": "application/pdf", "declared_type": "application/pdf", "content_id": None,
            "size": 1, "sha256": "0" * 64, "pages": pages}


def report(name, text):
    pages = [{"number": i + 1, "source": "text", "reason": "none", "confidence": 100, "quoted": False,
              "text": page, "images": 0, "ink": []} for i, page in enumerate(text.split("\f"))]
    sender = [{"name": None, "address": "dam@ch-essai.test"}]
    return {"message_id": "<1@ch-essai.test>", "from": sender, "reply_to": [], "to": [],
            "return_path": "dam@ch-essai.test", "subject": f"Dossier ASR – {name}", "in_reply_to": [],
            "references": [], "date_at": 1770000000, "received_at": 1770000000,
            "content_type": "multipart/mixed", "report_type": None, "headers": [],
            "body": f"Bonjour,\nvoici un document pour {name}.\n", "quoted": "", "delivery": None,
            "findings": [], "truncated": False, "schema": 1,
            "parts": [part("document", "scan.pdf", pages)]}


def findings(folder, rows):
    """What is found of each row's letter: one start for all, since reading the forms costs most."""
    reports = []
    for number, _, name, *_ in rows:
        if name == "-":  # nobody's: it comes with somebody's dossier all the same
            name = "Camille ESSAI"
        text = (folder / f"{number}.txt").read_text(encoding="utf-8").strip("\n")
        reports.append(json.dumps(report(name, text)) + "\n")
    done = subprocess.run(
        [BUILD / "tests/tools/show-findings", SOURCES / "etc/forms/asr-2026.conf",
         SOURCES / "tests/corpus-2/etablissements.csv"], input="".join(reports),
        capture_output=True, text=True, check=True)
    return [[m.groups() for m in map(FINDING.match, shown.split("\n")) if m]
            for shown in done.stdout.split("\f\n")]


def judge(label, found):
    """exact, deferred, or what is false: «claimed …», «lost …»."""
    true = set() if label in NO_PIECE else set(label.split("+"))
    sure = {piece for kind, piece, state, how in found
            if kind == "piece" and how == "certain" and state == "present"}
    doubted = any(kind == "unidentified" or how != "certain" or state != "present"
                  for kind, piece, state, how in found)
    if sure - true:
        return "claimed " + " ".join(sorted(sure - true))
    if true - sure and not doubted:
        return "lost " + " ".join(sorted(true - sure))
    return "exact" if sure == true and (true or not doubted or label == "unsure") else "deferred"


def run(folder):
    """True when nothing false is made of the folder's letters but what is known."""
    rows = [line.split("\t") for line in
            (folder / "labels.tsv").read_text(encoding="utf-8").splitlines()]
    known = {line.split("\t")[0] for line in
             (folder / "known.txt").read_text(encoding="utf-8").splitlines()
             if line and line[0] != "#"}
    verdicts = {row[0]: judge(row[1], f)
                for row, f in zip(rows, findings(folder, rows), strict=True)}
    false = {n: v for n, v in verdicts.items() if v not in ("exact", "deferred")}
    for number, verdict in sorted(false.items()):
        print(f"{folder.name}/{number}: {verdict}{' (known)' if number in known else ''}")
    for number in sorted(known - set(false)):
        print(f"{folder.name}/{number}: no longer false, take it off the list")
    print(f"{folder.name}: " + ", ".join(
        f"{kind} {sum(v == kind for v in verdicts.values())}" for kind in ("exact", "deferred"))
        + f", false {len(false)}, of {len(rows)}")
    return not set(false) - known


def main():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return 0 if all(list(pool.map(run, SETS))) else 1


if __name__ == "__main__":
    sys.exit(main())
