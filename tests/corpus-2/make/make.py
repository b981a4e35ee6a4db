#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the second corpus with the makers of the first.

usage: make.py FOLDER

Needs what ../../corpus/make/build.py needs.  Run it only to change the
corpus: labels stand in cases.py and strangers.py beside each message.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(1, str(HERE.parents[1] / "corpus/make"))
import build  # noqa: E402
import cases  # noqa: E402
import papers  # noqa: E402
import strangers  # noqa: E402
from people import write_registry  # noqa: E402
from post import Box  # noqa: E402


def main():
    folder = pathlib.Path(sys.argv[1])
    box = Box(folder)
    papers.plain_share = 3  # three PDFs of four by the small writer
    cases.messages(box)
    strangers.messages(box)
    papers.make_all(0)
    box.write()
    (folder / "campaigns").mkdir(exist_ok=True)
    for year, (opens, deadlines) in build.DEADLINES.items():
        (folder / f"campaigns/asr-normandie-{year}.conf").write_text(
            build.CAMPAIGN.format(year=year, opens=opens, deadlines=deadlines), encoding="utf-8")
    (folder / "asr-intake.conf").write_text(build.CONF, encoding="utf-8")
    write_registry(folder / "etablissements.csv")


if __name__ == "__main__":
    main()
