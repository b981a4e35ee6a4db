#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the corpus: mail, labels, registry, campaigns.

usage: build.py FOLDER [first|second|all]    second: leaves 0001 to 0040 alone

Needs LibreOffice Writer (soffice), poppler's pdftoppm, qpdf, Python's PIL and
numpy.  Run it only to change the corpus: labels stand in first.py and
second.py beside each message.
"""
import pathlib
import sys

import first
import papers
import second
from people import write_registry
from post import OUR, SERVER, Box

CONF = f"""# Labelled mail: a folder in, files out, nothing sent.
[mailbox]
source = dir:mail

[smtp]
server = dir:out
from = {OUR}
from-name = ARS Normandie – Assistants spécialistes
mode = send

[state]
directory = state

[intake]
establishments = etablissements.csv
campaigns = campaigns
authserv-id = {SERVER}

[control]
socket = state/control
"""

CAMPAIGN = """[campaign]
id = asr-normandie-{year}
title = Assistants spécialistes régionaux – session {year}
form = asr-{year}
reference-prefix = ASR-{year}
time-zone = Europe/Paris
opens = {opens}
submitter = dam
{deadlines}
[subdivision rouen]
label = Rouen
departments = 27;76
contact-name = Maud ESSAI
contact-phone = 02 61 91 00 76
contact-email = asr-rouen@ars-corpus.test

[subdivision caen]
label = Caen
departments = 14;50;61
contact-name = Paul ÉPREUVE
contact-phone = 02 61 91 00 14
contact-email = asr-caen@ars-corpus.test
"""
DEADLINES = {
    "2025": ("2024-11-15", "\n[deadline 2025-02-14]\ndate = 2025-02-14\n"
             "entry-dates = 2025-11-03;2026-05-04\ncompletion-days = 15\n"),
    "2026": ("2025-11-01", "\n[deadline 2026-01-31]\ndate = 2026-01-31\n"
             "entry-dates = 2026-11-02\ncompletion-days = 15\n"
             "\n[deadline 2026-04-15]\ndate = 2026-04-15\nextended-to = 2026-04-30\n"
             "entry-dates = 2026-11-02;2027-05-02\ncompletion-days = 15\n"),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    box = Box(folder)
    first.messages(box)
    old, kept, skip = papers.count(), 0, 0
    if sys.argv[2:] != ["first"]:
        papers.plain_share = 3
        second.messages(box)
    if sys.argv[2:] == ["second"]:
        kept, skip = old, 40
    papers.make_all(kept)
    box.write(skip)
    (folder / "campaigns").mkdir(exist_ok=True)
    for year, (opens, deadlines) in DEADLINES.items():
        (folder / f"campaigns/asr-normandie-{year}.conf").write_text(
            CAMPAIGN.format(year=year, opens=opens, deadlines=deadlines), encoding="utf-8")
    (folder / "asr-intake.conf").write_text(CONF, encoding="utf-8")
    write_registry(folder / "etablissements.csv")


if __name__ == "__main__":
    main()
