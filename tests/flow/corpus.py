#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The labelled corpora, and nothing false said of them.

usage: corpus.py [FOLDER...]    default: tests/corpus and tests/corpus-2

What a person is asked where a rule could have told is counted and printed;
a definite word that is not so fails, unless the folder's known.txt names it.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
CORPORA = ("tests/corpus", "tests/corpus-2")
sys.path.insert(0, str(SOURCES / "tests/corpus"))
sys.dont_write_bytecode = True
import score  # noqa: E402


def run(program, config, *arguments):
    done = subprocess.run([BUILD / program, "-c", config, *arguments], capture_output=True,
                          text=True, timeout=1500)
    if done.returncode != 0:
        sys.exit(f"{program}: exit {done.returncode}: {done.stderr[-600:]}")
    return done.stdout


def judge(corpus):
    """Runs one corpus in a copy; true when nothing new is wrong."""
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-corpus-"))
    for name in ("mail", "campaigns"):
        shutil.copytree(corpus / name, work / name)
    shutil.copy(corpus / "etablissements.csv", work)
    # In a build tree nothing is installed: forms and templates of the sources.
    config = work / "asr-intake.conf"
    text = (corpus / "asr-intake.conf").read_text(encoding="utf-8")
    config.write_text(text.replace("[intake]\n", "[intake]\nforms = %s\ntemplates = %s\n" % (
        SOURCES / "etc/forms", SOURCES / "etc/templates")), encoding="utf-8")
    run("asr-intaked", config, "--once")
    truth = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))
    result = score.compare(truth, json.loads(run("asrctl", config, "list", "--json")),
                           json.loads(run("asrctl", config, "messages", "--json")))
    sound = score.tell(result, score.read_known(corpus / "known.txt"), verbose=False)
    if sound:
        shutil.rmtree(work)
    else:
        print(f"left to look into: {work}")
    return sound


def main():
    sound = True
    for name in sys.argv[1:] or CORPORA:
        print(name)
        sound = judge(SOURCES / name) and sound
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
