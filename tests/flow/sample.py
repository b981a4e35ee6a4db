#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way of a message over tests/mailbox, against its labels.

Wrong is a definite word that is not so, and must be zero; deferred is a
document left to a person where a rule could have told.  A second pass must
change nothing, and every reply must be a well-formed message.
"""
import email
import email.policy
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
DEFERRED_MAX = 3  # of all replies and dossiers; a person looks at these
problems, deferred = [], []


def check(what, condition, detail=""):
    if not condition:
        problems.append(f"{what} {detail}".strip())


def run(program, work, *arguments):
    done = subprocess.run([BUILD / program, "-c", work / "asr-intake.conf", *arguments],
                          capture_output=True, text=True, timeout=1500)
    check(f"{program} {' '.join(arguments)} ends well", done.returncode == 0,
          f"({done.returncode}) {done.stderr[-400:]}")
    return done.stdout


def prepare():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-sample-"))
    shutil.copytree(SOURCES / "tests/mailbox", work, dirs_exist_ok=True)
    # In a build tree nothing is installed: forms and templates of the sources.
    config = work / "asr-intake.conf"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("[intake]\n", "[intake]\nforms = %s\ntemplates = %s\n" % (
        SOURCES / "etc/forms", SOURCES / "etc/templates")), encoding="utf-8")
    return work


def judge(what, said, truth, review):
    """Exact, deferred (a person is asked), or wrong."""
    if said == truth:
        return
    if said in review:
        deferred.append(f"{what}: {said}, truth {truth}")
    else:
        problems.append(f"{what}: {said}, truth {truth}")


def compare_messages(truth, got):
    check("as many messages as files", len(got) == len(truth["messages"]), str(len(got)))
    by_id = {}
    for m in got:
        by_id.setdefault(m["message_id"], []).append(m)
    for t in truth["messages"]:
        what = f"{t['file']} ({t['note']})"
        if not by_id.get(t["message_id"]):
            problems.append(f"{what}: lost")
            continue
        m = by_id[t["message_id"]].pop(0)
        check(f"{what}: sender", m["sender"] == t["sender"], m["sender"])
        check(f"{what}: establishment", m["sender"] == "automatic"
              or m["establishment"] == t["establishment"], str(m["establishment"]))
        judge(f"{what}: outcome", m["outcome"], t["outcome"], {"review"})
        kind = m["reply"]["kind"]
        judge(f"{what}: reply", kind, t["reply"], {"registered"})
        if kind == t["reply"] and kind in ("incomplete", "late"):
            check(f"{what}: what lacks", sorted(m["reply"]["missing"]) == sorted(t["missing"]),
                  str(m["reply"]["missing"]))
        check(f"{what}: reply left", (m["reply"]["state"] == "sent") == (kind != "none"))


def fold(*words):
    text = unicodedata.normalize("NFKD", " ".join(words).lower())
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in text
                                   if not unicodedata.combining(c)).split()))


def compare_dossiers(truth, got):
    left = {fold(d["candidate"]["family_name"], d["candidate"]["given_name"]): d for d in got}
    check("no two dossiers of one candidate", len(left) == len(got))
    for t in truth["dossiers"]:
        d = left.pop(fold(t["family_name"], t["given_name"]), None)
        if d is None:
            problems.append(f"{t['family_name']}: no dossier")
            continue
        judge(t["family_name"], d["status"], t["status"], {"review"})
        for field in ("establishment", "subdivision", "deadline", "late"):
            check(f"{t['family_name']}: {field}", d[field] == t[field], str(d[field]))
        for p in d["pieces"]:
            if p["piece"] in t["pieces"] and t["status"] != "review":
                judge(f"{t['family_name']}: {p['piece']}", p["state"], t["pieces"][p["piece"]],
                      {"uncertain"})
    check("no dossier that the truth does not have", not left, str(list(left)))


def check_replies(work, messages):
    files = sorted((work / "out").glob("*"))
    due = [m for m in messages if m["reply"]["kind"] != "none"]
    check("one file a reply", len(files) == len(due), f"{len(files)} {len(due)}")
    for file in files:
        raw = file.read_bytes()
        lines = raw.split(b"\r\n")
        check(f"{file.name}: CRLF only", b"\n" not in raw.replace(b"\r\n", b""))
        check(f"{file.name}: line lengths", max(map(len, lines)) <= 998)
        check(f"{file.name}: ASCII headers", raw.split(b"\r\n\r\n")[0].isascii())
        m = email.message_from_bytes(raw, policy=email.policy.default)
        check(f"{file.name}: defects", not m.defects, str(m.defects))
        check(f"{file.name}: automatic", m["Auto-Submitted"] == "auto-replied")
        check(f"{file.name}: silence asked", m["X-Auto-Response-Suppress"] == "All")
        check(f"{file.name}: threads", m["In-Reply-To"] and m["In-Reply-To"] in m["References"])
        text = m.get_content()
        check(f"{file.name}: no field left", "{" not in text + m["Subject"], text[:200])
        first = " ".join(text.split("\n\n")[0].split())
        check(f"{file.name}: the first sentence says it", any(
            word in first for word in
            ("COMPLET", "INCOMPLET", "REÇU", "HORS DÉLAI", "PAS")), first)


def fingerprint(work):
    """All rows and all files but the notes of the last pass."""
    digest = hashlib.sha256()
    db = sqlite3.connect(f"file:{work}/state/intake.db?mode=ro", uri=True)
    for line in db.iterdump():
        if '"note"' not in line:
            digest.update(line.encode())
    db.close()
    for file in sorted((work / "out").glob("*")) + sorted((work / "state/spool").rglob("*.eml")):
        digest.update(f"{file} {file.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def main():
    work = prepare()
    truth = json.loads((work / "truth.json").read_text(encoding="utf-8"))
    run("asr-intaked", work, "--check")
    told = run("asr-intaked", work, "--once", "--dry-run")
    check("a dry run leaves nothing", not (work / "state").exists() and not (work / "out").exists())
    check("a dry run tells of every message",
          len(told.splitlines()) >= len(truth["messages"]), told[-200:])
    run("asr-intaked", work, "--once")
    messages = json.loads(run("asrctl", work, "messages", "--json"))
    compare_messages(truth, messages)
    compare_dossiers(truth, json.loads(run("asrctl", work, "list", "--json")))
    check_replies(work, messages)
    before = fingerprint(work)
    run("asr-intaked", work, "--once")
    check("a second pass changes nothing", fingerprint(work) == before)
    check(f"at most {DEFERRED_MAX} deferred", len(deferred) <= DEFERRED_MAX,
          "\n  " + "\n  ".join(deferred))
    print("\n".join(problems))
    print(f"{len(truth['messages'])} messages, {len(truth['dossiers'])} dossiers: "
          f"{len(problems)} problems, {len(deferred)} deferred")
    if not problems:
        shutil.rmtree(work)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
