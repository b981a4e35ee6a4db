#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day's work of two agents over tests/mailbox, through a running service:
all that waits is settled by the commands that review names; what stands
then is the truth, each letter leaves once, and the trail names each author.
Then the same by keys, on a terminal, with one answer taken back.
"""
import json
import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import BUILD, SAMPLE, Intake, sample, wait_until  # noqa: E402

TRUTH = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
# Two agents, where we may become other people; else both are us.
AGENTS = {"marie": 4243, "paul": 4244}
GROUP = 4242
failures = []

# What the agents know and the rules cannot: by a word of the item.  Who
# settles it, with which of the commands offered, and why.
WORK = {
    "Dossier VERNHES": ("marie", "accept", "vu avec la DAM au téléphone"),
    "Dossier ASR urgent": ("paul", "dismiss", "la DAM n’a rien envoyé"),
    "Dossier ASR par lien": ("paul", "dismiss", "pièces redemandées par courriel"),
    "Dossier ASR WEISSBERG": ("marie", "accept", "adresse confirmée"),
    "DELACROIX-PONS": ("marie", "assign", "page scannée, lue à l’œil"),
}
# What the truth leaves to people is complete once they have looked.
SETTLED = {"VERNHES", "WEISSBERG", "DELACROIX-PONS"}


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def is_root():
    return os.geteuid() == 0 and shutil.which("setpriv")


def asrctl(intake, agent, *arguments):
    command = [BUILD / "asrctl", "-c", intake.config, *arguments]
    if is_root():
        uid = AGENTS[agent]
        command = ["setpriv", f"--reuid={uid}", f"--regid={uid}", f"--groups={GROUP}", "--",
                   *command]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120)


def ask(intake, query):
    done = subprocess.run(["sqlite3", "-readonly", "-json", intake.work / "state/intake.db", query],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout or "[]")


def prepare(work, numbers, **control):
    intake = Intake(work, control=control)
    if is_root():
        path = work
        while path != pathlib.Path("/tmp") and path != path.parent:
            os.chmod(path, 0o755)
            path = path.parent
        (work / "state").mkdir()
        os.chown(work / "state", -1, GROUP)
        os.chmod(work / "state", 0o2750)
    os.chmod(intake.config, 0o644)
    for n, raw in zip(numbers, sample(*numbers)):
        intake.drop(f"{n:04}", raw)
    old = os.umask(0o027)
    check("ready", intake.serve(), intake.said())
    os.umask(old)
    check("all is settled", wait_until(lambda: len(
        [m for m in intake.messages() if m["outcome"]]) == len(numbers), 300), intake.said())
    return intake


def items(intake):
    """Each item's title with the commands that review names, as typed."""
    found = {}
    for block in asrctl(intake, "marie", "review").stdout.strip().split("\n\n"):
        lines = block.split("\n")
        found[lines[0]] = [line.strip() for line in lines if line.strip().startswith("asrctl ")]
    return found


def settle_all(intake):
    waiting = items(intake)
    check("as many items as the agents expect", len(waiting) == len(WORK), str(list(waiting)))
    for title, commands in waiting.items():
        words = [w for w in WORK if w in title]
        if len(words) != 1:
            check("an item that the agents know", False, title)
            continue
        agent, act, why = WORK[words[0]]
        typed = [c for c in commands if shlex.split(c)[1] == act]
        check(f"{title}: review offers {act}", typed, str(commands))
        arguments = shlex.split(typed[0])[1:]
        before = ask(intake, "SELECT (SELECT count(*) FROM act) AS acts, (SELECT count(*) FROM"
                             " history) AS lines, (SELECT count(*) FROM reply) AS replies")
        tried = asrctl(intake, agent, *arguments, "--dry-run")
        check(f"{typed[0]} --dry-run", tried.returncode == 0 and "rien n’est fait" in tried.stdout,
              tried.stderr)
        check("a dry run leaves nothing", before == ask(
            intake, "SELECT (SELECT count(*) FROM act) AS acts, (SELECT count(*) FROM"
                    " history) AS lines, (SELECT count(*) FROM reply) AS replies"))
        done = asrctl(intake, agent, *arguments, "--reason", why)
        check(typed[0], done.returncode == 0, done.stderr)
        check(f"{typed[0]}: says whether a mail leaves", "courrier" in done.stdout, done.stdout)
    check("nothing waits any more", "Rien n’attend" in asrctl(intake, "paul", "review").stdout)


def compare(intake):
    got = json.loads(asrctl(intake, "paul", "list", "--json").stdout)
    left = {d["candidate"]["family_name"]: d for d in got}
    check("as many dossiers as the truth has", len(left) == len(TRUTH["dossiers"]), str(list(left)))
    for t in TRUTH["dossiers"]:
        name = t["family_name"]
        d = left.get(name)
        if d is None:
            check(f"{name}: there", False)
            continue
        status = "complete" if name in SETTLED else t["status"]
        check(f"{name}: {status}", d["status"] == status, d["status"])
        for field in ("establishment", "subdivision", "late"):
            check(f"{name}: {field}", d[field] == t[field], str(d[field]))
        for p in d["pieces"]:
            if p["piece"] in t["pieces"]:
                state = "present" if name in SETTLED else t["pieces"][p["piece"]]
                check(f"{name}: {p['piece']}", p["state"] == state, p["state"])


def check_letters(intake):
    """Each message its one reply, and one letter for each dossier settled."""
    due = sum(t["reply"] != "none" for t in TRUTH["messages"])
    wanted = due + len(SETTLED)
    check("the letters left", wait_until(lambda: len(intake.replies()) == wanted, 60),
          f"{len(intake.replies())} of {wanted}")
    told = ask(intake, "SELECT kind, recipient FROM reply WHERE act IS NOT NULL ORDER BY recipient")
    check("who was told what", told == [
        {"kind": "complete", "recipient": "affaires.medicales@ch-valsapin.test"},
        {"kind": "complete", "recipient": "affaires.medicales@ch-valsapin.test"},
        {"kind": "complete", "recipient": "secretariat.psy@ch-rocheclaire.test"}], str(told))
    twice = ask(intake, "SELECT message FROM reply WHERE act IS NULL GROUP BY message"
                        " HAVING count(*) > 1")
    check("never two replies to one message", twice == [], str(twice))
    for file in intake.replies():
        text = file.read_bytes()
        check(f"{file.name}: threads", b"In-Reply-To:" in text)


def check_trail(intake):
    names = {a: f"uid {u}" if is_root() else None for a, u in AGENTS.items()}
    trail = ask(intake, "SELECT a.id, a.who, a.name, a.why, count(h.id) AS lines,"
                        " sum(h.who = a.who) AS signed, max(h.before IS NOT h.after) AS moved"
                        " FROM act a LEFT JOIN history h ON h.act = a.id GROUP BY a.id ORDER BY a.id")
    check("every act is on record", len(trail) == len(WORK), str(trail))
    for who, act, why in WORK.values():
        found = [t for t in trail if t["name"] == act and t["why"] == why]
        check(f"{act} ({why}) is on record once", len(found) == 1, str(trail))
        for t in found:
            check(f"{act}: by {who}", names[who] in (None, t["who"]), str(t))
            check(f"{act}: every line names its author", t["lines"] == t["signed"] > 0, str(t))
    shown = asrctl(intake, "paul", "show", "DELACROIX", ).returncode
    check("a name is no reference", shown == 1)
    reference = [d["reference"] for d in json.loads(asrctl(intake, "paul", "list", "--json").stdout)
                 if d["candidate"]["family_name"] == "DELACROIX-PONS"][0]
    shown = asrctl(intake, "paul", "show", reference.lstrip("ESSAI-2026")).stdout
    for word in ("avant : à voir", "après : complet", "lue à l’œil"):
        check(f"show tells «{word}»", word in shown, shown[-600:])


def pieces_of(intake, reference):
    listed = json.loads(asrctl(intake, "paul", "list", "--json").stdout)
    return {p["annexe"]: p["state"] for d in listed if d["reference"] == reference
            for p in d["pieces"] if p["annexe"]}


def one_document_of_many_pieces(intake):
    """A word on some pages leaves the other pieces; one on all of them wants to be meant."""
    reference = ask(intake, "SELECT reference FROM dossier WHERE family_name = 'VERNHES'")[0]["reference"]
    whole = pieces_of(intake, reference)
    check("all is in one document", set(whole.values()) == {"present"}, str(whole))
    done = asrctl(intake, "paul", "assign", reference, "VERNHES.pdf", "5", "--silent")
    check("the whole is not meant by mistake", done.returncode == 1 and "--pages 1-12" in done.stderr,
          done.stderr)
    for pages in ("13", "12-13", "99"):
        done = asrctl(intake, "paul", "assign", reference, "VERNHES.pdf", "5", "--pages", pages)
        check(f"page {pages} is none", done.returncode == 1 and "n’a que 12 pages" in done.stderr,
              done.stdout + done.stderr)
    check("and nothing changed", pieces_of(intake, reference) == whole)
    for typed, changed in ((("6", "--pages", "5"), {5: "missing"}),
                           (("6", "--pages", "5", "--also"), {}),
                           (("9", "--pages", "9", "--state", "vierge"), {9: "blank"}),
                           (("9", "--pages", "9", "--state", "unreadable"), {9: "unreadable"}),
                           (("aucune", "--pages", "2-3"), {2: "missing", 3: "missing"}),
                           (("4", "--pages", "1-12"), {n: "missing" for n in whole if n != 4})):
        done = asrctl(intake, "paul", "assign", reference, "VERNHES.pdf", *typed, "--silent")
        check(f"assign {typed}", done.returncode == 0, done.stderr)
        got = pieces_of(intake, reference)
        check(f"assign {typed}: no more than that", got == {**whole, **changed}, str(got))
        check("undo", asrctl(intake, "paul", "undo").returncode == 0)
        check("all is as before", pieces_of(intake, reference) == whole)


def further_acts(intake):
    """Acts that nothing waited for, each taken back."""
    before = ask(intake, "SELECT * FROM dossier ORDER BY id")
    acts = (("merge", "1", "2"), ("withdraw", "3"), ("rename", "4", "OKONKWO", "Chidiebere"),
            ("employer", "5", "CH-VALSAPIN"), ("extend", "20/02/2026", "31/12/2026"),
            ("trust", "nouvelle.dam@ch-valsapin.test", "CH-VALSAPIN", "--since", "2026-01-01"),
            ("pause", "send"))
    for act in acts:
        silent = [] if act[0] in ("withdraw", "trust", "pause") else ["--silent"]
        done = asrctl(intake, "paul", *act, *silent)
        check(" ".join(act), done.returncode == 0, done.stderr)
        check(f"{act[0]} says whether a mail leaves", re.search("courrier|envoi", done.stdout),
              done.stdout)
        undone = asrctl(intake, "paul", "undo")
        check(f"undo of {act[0]}", undone.returncode == 0 and f"« {act[0]} " in undone.stdout,
              undone.stdout + undone.stderr)
        check(f"all stands as before {act[0]}", before == ask(
            intake, "SELECT * FROM dossier ORDER BY id"))
    done = asrctl(intake, "paul", "extend", "2026-02-20", "2026-12-31", "--dry-run")
    check("a day is told as people read it", "du 20/02/2026 court jusqu’au 31/12/2026 inclus"
          in done.stdout, done.stdout)
    done = asrctl(intake, "paul", "extend", "2026-02-21", "2026-12-31")
    check("what deadlines there are is said", "20/02/2026" in done.stderr, done.stderr)
    for typed in ("2026-4", "essai-2026-0004", "ESSAI-2026-04", "0004"):
        done = asrctl(intake, "paul", "show", typed)
        check(f"{typed} is understood", done.stdout.startswith("ESSAI-2026-0004"), done.stderr)
    refused = asrctl(intake, "marie", "undo", "999")
    check("there is no act 999", refused.returncode == 1, refused.stdout)
    near = asrctl(intake, "marie", "note", "ESSAI-2025-0004", "x")
    check("a near miss is suggested", "ESSAI-2026-0004" in near.stderr, near.stderr)


class Terminal:
    """asrctl on a terminal of its own."""

    def __init__(self, intake, *arguments):
        self.text = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm"
            os.execv(BUILD / "asrctl", ["asrctl", "-c", str(intake.config), *arguments])

    def wait_for(self, pattern, seconds=60):
        """What came up to pattern; all of it is given up with that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, self.text)
            if found:
                seen, self.text = self.text[:found.end()], self.text[found.end():]
                return seen
            if select.select([self.fd], [], [], 1)[0]:
                try:
                    more = os.read(self.fd, 65536)
                except OSError:
                    break
                self.text += more.decode(errors="replace")
        check(f"the terminal shows {pattern}", False, self.text[-500:])
        return self.text

    def press(self, key):
        os.write(self.fd, key.encode())

    def close(self):
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def by_keys(work):
    intake = prepare(work, (12, 13, 17), **{"undo-delay": 600})  # messages 1 to 3
    terminal = Terminal(intake, "review", "--interactive")
    check("the evidence is shown", "fiche du candidat" in terminal.wait_for(r"q quitter\s+\? ").lower())
    terminal.press("\n")
    check("the first is let in", "complet" in terminal.wait_for(r"Message 2.*\r\n"))
    terminal.wait_for(r"q quitter\s+\? ")
    terminal.press("a")
    terminal.wait_for(r"Annulé : « accept 1 »")
    terminal.wait_for(r"Message 1 (?s:.*)q quitter\s+\? ")
    check("its letter is taken back", ask(
        intake, "SELECT count(*) AS n FROM reply WHERE act IS NOT NULL")[0]["n"] == 0)
    terminal.press("1")
    terminal.wait_for(r"Message 2 (?s:.*)q quitter\s+\? ")
    terminal.press("p")
    terminal.wait_for(r"Message 3 (?s:.*)q quitter\s+\? ")
    terminal.press("x\n")  # a slip, and Enter out of habit: no answer
    terminal.wait_for(r"ne répond à rien(?s:.*)q quitter\s+\? ")
    check("a slip settles nothing", ask(intake, "SELECT count(*) AS n FROM act")[0]["n"] == 3)
    terminal.press("\n")
    terminal.wait_for(r"2 réglés, 1 laissé pour plus tard")
    check("ends well", terminal.close() == 0)
    trail = ask(intake, "SELECT name, undone_by FROM act ORDER BY id")
    check("the trail of the keys", [t["name"] for t in trail] ==
          ["accept", "undo", "accept", "dismiss"] and trail[0]["undone_by"] == 2, str(trail))
    check("what was passed over waits", list(items(intake))[0].startswith("Message 2"))
    check("stops", intake.stop() == 0, intake.said())


def members_say_why(intake):
    """What erases for good wants a reason of an agent; an administrator need not."""
    before = len(ask(intake, "SELECT id FROM act"))
    if is_root():
        done = asrctl(intake, "marie", "erase", "ESSAI-2026-0001", "--yes", "--with", "aucun")
        check("no erasure without a reason", done.returncode == 1 and "--reason" in done.stderr,
              done.stdout + done.stderr)
        done = asrctl(intake, "marie", "purge", "--yes")
        check("no purge without a reason", done.returncode == 1 and "--reason" in done.stderr,
              done.stdout + done.stderr)
    done = asrctl(intake, "marie", "erase", "1", "--dry-run", "--with", "aucun")
    check("a trial wants none", done.returncode == 0 and "Essai" in done.stdout, done.stderr)
    check("nothing was done", len(ask(intake, "SELECT id FROM act")) == before)
    done = asrctl(intake, "marie", "erase", "ESSAI-2026-0001", "--yes", "--with", "aucun",
                  "--reason", "demande du 3 janvier")
    check("with a reason an agent erases", done.returncode == 0, done.stderr)
    done = intake.run("asrctl", "erase", "ESSAI-2026-0002", "--yes", "--with", "aucun")
    check("an administrator need not say why", done.returncode == 0, done.stderr)


def reconciles(intake):
    """Every message of the mailbox is in the database; what is not, is named."""
    done = asrctl(intake, "paul", "reconcile")
    check("all is explained", done.returncode == 0 and "\n0 inexpliqué" in done.stdout, done.stdout)
    check("every file is counted", done.stdout.startswith(f"{len(TRUTH['messages'])} messages dans"),
          done.stdout)
    (intake.work / "mail/late.eml").write_bytes(b"From: x@y.test\r\n\r\nnew\r\n")
    original = next((intake.work / "state/spool").rglob("*.eml"))
    original.rename(original.with_suffix(".gone"))
    done = asrctl(intake, "paul", "reconcile")
    check("what is not, is named", done.returncode == 1 and "\n2 inexpliqués" in done.stdout and
          "late.eml" in done.stdout and "original" in done.stdout, done.stdout)


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-day-"))
    numbers = range(1, len(TRUTH["messages"]) + 1)
    intake = prepare(work / "day", numbers, **{"undo-delay": 0})
    for step in (settle_all, compare, check_letters, check_trail, one_document_of_many_pieces,
                 further_acts, members_say_why):
        step(intake)
    check("stops", intake.stop() == 0, intake.said())
    reconciles(intake)
    by_keys(work / "keys")
    if failures:
        print(intake.said()[-1000:])
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
