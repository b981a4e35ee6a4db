#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what asr-intake said of labelled mail with what is true of it.

usage: score.py TRUTH.json LIST.json MESSAGES.json [--known FILE] [-v]

LIST.json is what `asrctl list --json` prints, MESSAGES.json what
`asrctl messages --json` prints.  Every judgement is exact, deferred (a person
is asked where a rule could have told) or wrong (something definite that is
not so).  A wrong one that --known does not name makes the exit status 1.
"""
import argparse
import collections
import difflib
import json
import pathlib
import sys
import unicodedata

ASKED = {"outcome": {"review"}, "reply": {"registered"}, "status": {"review"},
         "piece": {"uncertain"}}
ALIKE = 0.6  # of two writings of a name, one misread
FIELDS = ("establishment", "subdivision", "deadline", "late")


def plain(*words):
    """Names without accents, case, hyphens or order."""
    text = unicodedata.normalize("NFKD", " ".join(w or "" for w in words)).casefold()
    kept = "".join(x if x.isalnum() else " " for x in text if not unicodedata.combining(x))
    return tuple(sorted(kept.split()))


class Score:
    """Judgements by kind; each has a key that a list of known ones may hold."""

    def __init__(self):
        self.counts = collections.Counter()
        self.wrong, self.deferred = {}, {}

    def judge(self, kind, key, said, truth, lenient=False, settled=True):
        if said == truth or (lenient and said in ASKED.get(kind, ())):
            verdict = "exact"
        elif said in ASKED.get(kind, ()) or not settled:
            verdict = "deferred"
            self.deferred[key] = f"{said}, truth {truth}"
        else:
            verdict = "wrong"
            self.wrong[key] = f"{said}, truth {truth}"
        self.counts[kind, verdict] += 1

    def table(self):
        for kind in ("sender", "outcome", "reply", "status", "field", "piece", "name"):
            e, d, w = (self.counts[kind, v] for v in ("exact", "deferred", "wrong"))
            yield f"{kind:8} exact {e}/{e + d + w}, deferred {d}, wrong {w}"


def score_messages(score, truth, got):
    left = collections.defaultdict(list)
    for m in got:
        left[m["message_id"]].append(m)
    for t in truth["messages"]:
        name, lenient = t["file"], t.get("may_defer", False)
        if not left[t["message_id"]]:
            score.judge("outcome", f"{name} outcome", "lost", t["outcome"])
            continue
        m = left[t["message_id"]].pop(0)
        score.judge("sender", f"{name} sender", m["sender"], t["sender"])
        score.judge("outcome", f"{name} outcome", m["outcome"], t["outcome"], lenient)
        kind, missing = m["reply"]["kind"], sorted(m["reply"]["missing"])
        if kind == t["reply"] and kind in ("incomplete", "late"):
            score.judge("reply", f"{name} reply", (kind, *missing),
                        (kind, *sorted(t["missing"])))
        else:
            score.judge("reply", f"{name} reply", kind, t["reply"], lenient)
    for rest in left.values():
        for m in rest:
            score.judge("outcome", f"message {m['id']}", m["outcome"], "no such message")


def misread(dossier, label, ids):
    """The label's dossier under a name misread: of one of its messages."""
    who = dossier.get("candidate") or {}
    said = " ".join(plain(who.get("family_name"), who.get("given_name")))
    meant = " ".join(plain(label["family_name"], label["given_name"]))
    return bool(ids & set(dossier["message_ids"])) and \
        difflib.SequenceMatcher(None, said, meant).ratio() >= ALIKE


def find(left, label, loose):
    """The dossier of a label, taken from those left; None: there is none.
    loose: a name misread is judged as a name, not as another dossier."""
    for who in (plain(label["family_name"], label["given_name"]),
                *map(plain, label.get("also", ()))):
        mine = sorted(left[who], key=lambda d: d["establishment"] != label["establishment"])
        if mine:
            left[who].remove(mine[0])
            return mine[0], True
    for rest in left.values() if loose else ():
        for d in rest:
            if misread(d, label, set(label["message_ids"])):
                rest.remove(d)
                return d, False
    return None, False


def score_dossier(score, name, t, d):
    score.judge("status", f"{name} status", d["status"], t["status"], t.get("may_defer"))
    for field in FIELDS:  # «?» in a dossier that waits for a person says nothing
        score.judge("field", f"{name} {field}", d[field], t[field],
                    settled=d[field] is not None or d["status"] != "review")
    states = {p["piece"]: p["state"] for p in d["pieces"]}
    for piece, state in t["pieces"].items():
        score.judge("piece", f"{name} {piece}", states.get(piece, "missing"), state,
                    settled=d["status"] != "review")


def score_dossiers(score, truth, got, loose, asked=frozenset()):
    """asked: ids of messages that wait for a person."""
    left = collections.defaultdict(list)
    for d in got:
        who = d.get("candidate") or {}
        left[plain(who.get("family_name"), who.get("given_name"))].append(d)
    for t in truth["dossiers"]:
        name = f"{t['family_name']} {t['given_name']}"
        d, named = find(left, t, loose)
        if d is None:
            if not t.get("optional"):
                score.judge("status", f"{name} status", "no dossier", t["status"],
                            settled=not loose or not asked.issuperset(t["message_ids"]))
            continue
        score.judge("name", f"{name} name", "as labelled" if named else str(d["candidate"]),
                    "as labelled", settled=d["status"] != "review")
        score_dossier(score, name, t, d)
    for rest in left.values():
        for d in rest:
            who = d.get("candidate") or {}
            name = f"extra {who.get('family_name')} {who.get('given_name')}".strip()
            score.judge("status", name, f"{d['status']} dossier", "no such dossier")


def compare(truth, listed, messages, loose=False):
    score = Score()
    score_messages(score, truth, messages)
    asked = {m["message_id"] for m in messages if m["reply"]["kind"] in ASKED["reply"]}
    score_dossiers(score, truth, listed, loose, asked)
    return score


def read_known(path):
    if not path:
        return set()
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    return {line.split("#")[0].strip() for line in lines} - {""}


def tell(score, known, verbose):
    """Prints the figures; true when nothing is wrong that was not known."""
    print("\n".join(score.table()))
    new = [k for k in score.wrong if k not in known]
    for key in new:
        print(f"WRONG    {key}: {score.wrong[key]}")
    for key in sorted(known & set(score.wrong)):
        print(f"known    {key}: {score.wrong[key]}")
    for key in sorted(known - set(score.wrong)):
        print(f"settled  {key}: no longer wrong, take it off the list")
    decisions = [k for k in score.deferred if k.endswith((" reply", " status"))]
    for key in score.deferred if verbose else decisions:
        print(f"deferred {key}: {score.deferred[key]}")
    print(f"wrong {len(score.wrong)} ({len(new)} not known), deferred {len(decisions)} "
          "of replies and dossiers")
    return not new


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("truth", "list", "messages"):
        parser.add_argument(name)
    parser.add_argument("--known", help="a file of wrong judgements known already, a key a line")
    parser.add_argument("-v", "--verbose", action="store_true", help="name deferred pieces too")
    arguments = parser.parse_args()
    read = [json.loads(pathlib.Path(p).read_text(encoding="utf-8"))
            for p in (arguments.truth, arguments.list, arguments.messages)]
    return 0 if tell(compare(*read), read_known(arguments.known), arguments.verbose) else 1


if __name__ == "__main__":
    sys.exit(main())
