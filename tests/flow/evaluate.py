#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""asr-intaked --evaluate over tests/mailbox: right labels, and a wrong one.

What it says must be what its own list says; nothing may be written into the
folder; a label that is not so must be found.
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
problems = []


def check(what, condition, detail=""):
    if not condition:
        problems.append(f"{what} {detail}".strip())


def run(*arguments):
    return subprocess.run([BUILD / "asr-intaked", *map(str, arguments)], capture_output=True,
                          text=True, timeout=600)


def prepare():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-evaluate-flow-"))
    shutil.copytree(SOURCES / "tests/mailbox", work, dirs_exist_ok=True)
    config = work / "asr-intake.conf"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[intake]\n", "[intake]\nforms = %s\ntemplates = %s\n" % (
        SOURCES / "etc/forms", SOURCES / "etc/templates")), encoding="utf-8")
    return work


def contents(work):
    return sorted(str(p.relative_to(work)) for p in work.rglob("*"))


def mislabel(work, truth):
    """One piece that is present is labelled missing, one sender another."""
    dossier = next(d for d in truth["dossiers"] if d["status"] == "complete")
    dossier["pieces"]["projet"] = "missing"
    truth["messages"][1]["sender"] = "chu"
    (work / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return dossier, truth["messages"][1]


def main():
    work = prepare()
    truth = json.loads((work / "truth.json").read_text(encoding="utf-8"))
    before = contents(work)
    done = run("--evaluate", work, "--json")
    check("ends well", done.returncode == 0, done.stderr[-300:])
    said = json.loads(done.stdout)
    check("leaves nothing in the folder", contents(work) == before)
    judged = said["judgements"]
    for kind, count in (("sender", len(truth["messages"])), ("reply", len(truth["messages"])),
                        ("status", len(truth["dossiers"]))):
        check(f"every {kind} judged", sum(judged[kind].values()) == count, str(judged[kind]))
    for kind, marks in judged.items():
        faults = [e for e in said["errors"] if e["subject"] == kind]
        check(f"{kind}: every fault listed", len(faults) == marks["wrong"] + marks["deferred"])
        check(f"{kind}: nothing wrong", marks["wrong"] == 0, str(faults)[:300])
    cells = sum(n for piece in said["pieces"].values() for row in piece.values()
                for n in row.values())
    check("the table holds every piece judged", cells == sum(judged["piece"].values()))
    check("what is certain is right", said["certainty"]["certain"]["findings"] > 100 and
          said["certainty"]["certain"]["findings"] == said["certainty"]["certain"]["right"],
          str(said["certainty"]))
    dossier, message = mislabel(work, truth)
    done = run("-c", work / "asr-intake.conf", "--evaluate", work)
    check("text: ends well", done.returncode == 0, done.stderr[-300:])
    wrong = [line for line in done.stdout.splitlines() if line.startswith("FAUX")]
    check("two labels that are not so are found", len(wrong) == 2, str(wrong))
    check("the message is named", any(message["file"] in line for line in wrong))
    check("the dossier is named", any(dossier["family_name"] in line and "projet" in line
                                      for line in wrong))
    check("no labels: refused", run("--evaluate", work / "mail").returncode == 2)
    check("--json alone: refused", run("--json").returncode == 2)
    print("\n".join(problems))
    if not problems:
        shutil.rmtree(work)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
