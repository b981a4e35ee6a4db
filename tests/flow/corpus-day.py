#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day's work of two agents over a labelled corpus, through a running service.

usage: corpus-day.py [FOLDER...]    default: tests/corpus and tests/corpus-2

The agents know what the labels say, as people know who have opened the papers
and telephoned.  All that waits is settled by commands that review offers, and
by nothing else; then every dossier is what its label says, and the trail has
each command once, with its author, its reason and what it changed.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
sys.path.insert(0, str(HERE.parent / "corpus"))
sys.path.insert(0, str(HERE))
import intake as service  # noqa: E402
import score  # noqa: E402
from day import AGENTS, GROUP, ask, asrctl, check, failures, is_root  # noqa: E402
from intake import Intake, wait_until  # noqa: E402

CORPORA = ("corpus", "corpus-2")
COMMANDS_MAX = 300  # a queue that never empties is a fault
LIMIT_S = 1200


def setting(corpus, key):
    text = (corpus / "asr-intake.conf").read_text(encoding="utf-8")
    return re.search(rf"^{key}\s*=\s*(.*)$", text, re.M).group(1)


def start(corpus, work):
    service.SAMPLE = corpus  # whose campaigns and establishments are copied
    intake = Intake(work, control={"undo-delay": 0}, smtp={"from": setting(corpus, "from")},
                    intake={"authserv-id": setting(corpus, "authserv-id")})
    (work / "state").mkdir()
    if is_root():
        for path in (work, work.parent):
            os.chmod(path, 0o755)
        os.chown(work / "state", -1, GROUP)
        os.chmod(work / "state", 0o2750)
    os.chmod(intake.config, 0o644)
    files = sorted((corpus / "mail").glob("*.eml"))
    for file in files:
        shutil.copy(file, work / "mail")
    old = os.umask(0o027)
    check("ready", intake.serve(), intake.said())
    os.umask(old)
    check("all is settled", wait_until(lambda: len(intake.settled()) == len(files), LIMIT_S, 1))
    return intake


class Agents:
    """Two people who know the labels, and what they typed."""

    def __init__(self, intake, truth):
        self.intake, self.truth = intake, truth
        self.typed = []  # (who, act, why)

    def listed(self):
        return json.loads(asrctl(self.intake, "marie", "list", "--json").stdout)

    def label(self, reference):
        dossier = next(d for d in self.listed() if d["reference"] == reference)
        who = dossier["candidate"]
        name = score.plain(who["family_name"], who["given_name"])
        fits = [t for t in self.truth["dossiers"]
                if score.plain(t["family_name"], t["given_name"]) == name]
        fits.sort(key=lambda t: t["establishment"] != dossier["establishment"])
        return dossier, fits[0] if fits else None

    def choose_message(self, number, commands):
        """Let in is what belongs to a dossier; the rest is none of ours, or forged."""
        message = next(m for m in self.intake.messages() if m["id"] == number)
        ours = any(message["message_id"] in t["message_ids"] for t in self.truth["dossiers"])
        act = "accept" if ours else "dismiss"
        return next((c for c in commands if c[0] == act), None), \
            "vérifié au téléphone" if ours else "rien pour nous"

    def choose_document(self, reference, commands):
        """What its label says is there and is not yet; else the document is no piece.  Of a
        letter that is several pieces those nobody saw come first: who says the last that was
        in doubt is done with it."""
        dossier, label = self.label(reference)
        states = {str(p["annexe"]): (p["piece"], p["state"]) for p in dossier["pieces"]}
        unseen = [c for c in commands if "--also" in c and
                  states.get(c[3], ("", ""))[1] == "missing"]
        for command in unseen + commands:
            piece, state = states.get(command[3], (None, None))
            wanted = label["pieces"].get(piece) if label and piece else None
            if wanted in ("present", "blank") and state != wanted:
                return command + ([] if wanted == "present" else ["--state", wanted]), \
                    "lu à l’écran"
        none = [c for c in commands if c[3] == "aucune" or
                ("--also" not in c and states.get(c[3], ("", ""))[1] == "present")]
        return next(iter(none), None), "ouvert : rien d’autre de demandé"

    def choose(self, title, commands):
        if title.startswith("Message "):
            return self.choose_message(int(title.split(" ")[1]), commands)
        if commands[0][0] == "assign":
            return self.choose_document(title.split(" ")[1], commands)
        return None, None

    def items(self):
        found = []
        for block in asrctl(self.intake, "marie", "review").stdout.strip().split("\n\n"):
            lines = [line.strip() for line in block.split("\n")]
            commands = [shlex.split(line)[1:] for line in lines if line.startswith("asrctl ")]
            if commands:
                found.append((lines[0], commands))
        return found

    def work(self):
        while len(self.typed) < COMMANDS_MAX:
            waiting = self.items()
            if not waiting:
                return
            title, commands = waiting[0]
            command, why = self.choose(title, commands)
            if command is None:
                check("an item that the agents can settle", False, f"{title}: {commands}")
                return
            who = list(AGENTS)[len(self.typed) % 2]
            done = asrctl(self.intake, who, *command, "--reason", why)
            check(f"{title}: {command}", done.returncode == 0, done.stderr)
            if done.returncode != 0:
                return
            self.typed.append((who, command[0], why))
        check("the queue empties", False, f"{len(self.items())} items wait after {COMMANDS_MAX}")


def settled_truth(truth):
    """What a label leaves to people is what its pieces say, once they have looked."""
    dossiers = []
    for t in truth["dossiers"]:
        whole = all(state == "present" for state in t["pieces"].values())
        settled = {"complete" if whole else "incomplete"} if t["status"] == "review" else \
            {t["status"]}
        dossiers.append({**t, "status": settled.pop(), "may_defer": False})
    return {"messages": [], "dossiers": dossiers}


def compare(agents):
    judged = score.Score()
    score.score_dossiers(judged, settled_truth(agents.truth), agents.listed(), False)
    check("every dossier is what its label says", not judged.wrong, str(judged.wrong))
    check("and none is left open", not judged.deferred, str(judged.deferred))
    check("nothing waits", "Rien n’attend" in asrctl(agents.intake, "paul", "review").stdout)
    return sum(count for (kind, verdict), count in judged.counts.items() if verdict == "exact")


def trail(agents):
    """Each command once, by whom, why; every line of it signed; nobody told twice of one act."""
    acts = ask(agents.intake, "SELECT a.who, a.name, a.why, count(h.id) AS lines,"
                              " sum(h.who = a.who) AS signed FROM act a LEFT JOIN history h"
                              " ON h.act = a.id GROUP BY a.id ORDER BY a.id")
    names = {a: f"uid {u}" for a, u in AGENTS.items()} if is_root() else \
        {a: acts[0]["who"] if acts else None for a in AGENTS}
    got = [(a["who"], a["name"], a["why"]) for a in acts]
    check("the trail has each command, its author and its reason",
          got == [(names[who], act, why) for who, act, why in agents.typed], str(got))
    check("every line is signed", all(a["lines"] == a["signed"] > 0 for a in acts), str(acts))
    unsigned = ask(agents.intake, "SELECT count(*) AS n FROM history WHERE act IS NULL"
                                  " AND who <> 'service'")
    check("nobody did anything else", unsigned == [{"n": 0}], str(unsigned))
    twice = ask(agents.intake, "SELECT message FROM reply WHERE act IS NULL GROUP BY message"
                               " HAVING count(*) > 1")
    check("never two replies to one message", twice == [], str(twice))
    sent = "SELECT count(*) AS n FROM reply WHERE state <> 'sent'"
    check("every letter left", wait_until(lambda: ask(agents.intake, sent) == [{"n": 0}], 60))
    done = asrctl(agents.intake, "marie", "reconcile")
    check("the mailbox is explained", done.stdout.endswith("\n0 inexpliqué\n"), done.stdout)


def day(corpus):
    """Prints the figures; true when all was settled as it should."""
    truth = json.loads((corpus / "truth.json").read_text(encoding="utf-8"))
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-corpus-day-"))
    before = len(failures)
    intake = start(corpus, work / "intake")
    agents = Agents(intake, truth)
    waiting = len(agents.items())
    agents.work()
    exact = compare(agents)
    trail(agents)
    check("stops", intake.stop() == 0, intake.said()[-1000:])
    letters = ask(intake, "SELECT sum(act IS NULL) AS own, sum(act IS NOT NULL) AS acts FROM reply")
    print(f"{corpus.name}: {len(truth['messages'])} messages, {waiting} items, "
          f"{len(agents.typed)} commands, {letters[0]['own']} replies and {letters[0]['acts']} "
          f"letters of acts, {exact} judgements exact, {len(failures) - before} failures", flush=True)
    if len(failures) > before:
        print(f"left to look into: {work}")
    else:
        shutil.rmtree(work)
    return len(failures) == before


def main():
    folders = sys.argv[1:] or [service.SOURCES / f"tests/{name}" for name in CORPORA]
    return 0 if all([day(pathlib.Path(folder).resolve()) for folder in folders]) else 1


if __name__ == "__main__":
    sys.exit(main())
