#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasure and purge through a running service: afterwards the candidate's
name is in no byte of the database, its log and the spool, nothing comes
back, and what remains says so.
"""
import email.message
import email.policy
import json
import os
import pathlib
import pty
import shutil
import socket
import sqlite3
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
import remains  # noqa: E402
from intake import BUILD, Intake, wait_until  # noqa: E402

DAM = "affaires.medicales@ch-valsapin.test"
FAMILY, GIVEN = "ZYGOMALAS", "Éléonore"
OTHER = ("KERBRAT", "Paul")
FICHE = """ANNEXE 1
FICHE DU CANDIDAT
Etat civil :
Nom du candidat : {family}
Prénom du candidat : {given}
Date de naissance : 12/03/1996
Spécialité de DES : Dermatologie
Statut actuel :
[x] Interne
"""
CONSENT = """ANNEXE 12
PROTECTION DES DONNEES
Candidat : {given} {family}
[x] En cochant cette case, j’accepte de fournir les données personnelles me concernant
"""
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def mail(minute, subject, *attachments, sender=DAM, text="Bonjour,\n\nci-joint.\n"):
    m = email.message.EmailMessage()
    domain = sender.split("@")[1]
    m["Authentication-Results"] = (f"mx.ars-essai.test; dkim=pass header.d={domain}; "
                                   f"dmarc=pass header.from={domain}")
    m["From"], m["To"] = sender, "asr-essai@ars-essai.test"
    m["Subject"] = subject
    m["Date"] = f"Mon, 08 Dec 2025 17:{minute:02}:00 +0100"
    m["Message-ID"] = f"<{FAMILY.lower()}-{minute}@ch-valsapin.test>"
    m.set_content(text)
    for name, content in attachments:
        m.add_attachment(content, filename=name)
    return m.as_bytes(policy=email.policy.SMTP)


def about(template, family=FAMILY, given=GIVEN):
    return template.format(family=family, given=given)


def fill(intake):
    """Two messages of the candidate, one of them twice, one of both
    candidates, one of the other's, and a question about the first."""
    whose = f"{GIVEN} {FAMILY}"
    first = mail(1, f"Dossier ASR {whose}", ("fiche.txt", about(FICHE)))
    intake.drop(f"1 {FAMILY}", first)
    intake.drop("2", mail(2, f"Dossier ASR {whose}, suite",
                          (f"Annexe 12 {FAMILY}.txt", about(CONSENT))))
    intake.drop("3", first)
    intake.drop("4", mail(4, "Deux dossiers ASR",
                          (f"{FAMILY} Eleonore - annexe 12.txt", about(CONSENT)),
                          (f"{OTHER[0]} {OTHER[1]} - annexe 12.txt", about(CONSENT, *OTHER))))
    intake.drop("5", mail(5, f"Dossier ASR {OTHER[1]} {OTHER[0]}",
                          ("fiche.txt", about(FICHE, *OTHER))))
    intake.drop("6", mail(6, "Une question", sender="secretariat@exemple.test",
                          text=f"Bonjour,\n\noù en est\nMme {FAMILY} {GIVEN} ?\n"))


def found(intake):
    return remains.found(intake.work / "state", FAMILY, GIVEN)


def dossiers(intake, *more):
    return {d["candidate"]["family_name"]: d
            for d in json.loads(intake.run("asrctl", "list", "--json", *more).stdout)}


def act(intake, *arguments, code=0):
    done = intake.run("asrctl", *arguments)
    check(f"{arguments} ends with {code}", done.returncode == code, done.stdout + done.stderr)
    return done.stdout + done.stderr


def sums(intake):
    return {m["id"]: m["sha256"] for m in intake.messages()}


def spool_file(intake, sha256):
    return intake.work / "state/spool" / sha256[:2] / f"{sha256[2:]}.eml"


def sound(intake, messages, when):
    """Nothing is missing, and nothing came back."""
    check(f"{when}: verify", intake.run("asrctl", "verify").returncode == 0,
          intake.run("asrctl", "verify").stdout)
    said = intake.run("asrctl", "reconcile").stdout
    check(f"{when}: reconcile", said.endswith("0 inexpliqué\n"), said)
    check(f"{when}: as many messages", len(intake.messages()) == messages)


def speak_of_her(intake, reference):
    """Agents' acts with the name in their words, one of them undone."""
    act(intake, "note", reference, f"{GIVEN} {FAMILY} a appelé")
    act(intake, "rename", reference, "Zygomala", GIVEN, "--silent")
    act(intake, "undo")
    act(intake, "withdraw", reference, "--reason", f"{FAMILY} {GIVEN} renonce")
    act(intake, "undo")


def typed(intake, answer, *arguments):
    """At a terminal, which is asked; what was said there, and the exit status."""
    said = b""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(BUILD / "asrctl", ["asrctl", "-c", str(intake.config), *arguments])
    try:
        while True:
            said += os.read(terminal, 4096)
            if answer and b"tapez" in said:
                os.write(terminal, answer)
                answer = None
    except OSError:  # the other side is closed
        pass
    os.close(terminal)
    return said.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def asked(intake, reference):
    for answer in (b"n\n", b"\n", b"oui\n", b"1\n"):
        said, code = typed(intake, answer, "erase", reference, "--with", "6")
        check(f"{answer} is no consent", code == 1 and "est effacé" in said
              and "rien n’est effacé" in said, said)
    check("nothing went without consent", reference in
          [d["reference"] for d in dossiers(intake).values()])


def asks_itself(intake, name, arguments, word):
    """The service wants to hear what goes a second time, whoever speaks to it."""
    for consent in ({}, {"consent": ""}, {"consent": "1"}, {"consent": word[1:]},
                    {"consent": word + " "}):
        line = json.dumps({"v": 1, "act": name, "arguments": arguments, "options": consent,
                           "why": "demande du 3 janvier", "dry_run": False, "silent": False})
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as s:
            s.connect(str(intake.work / "state/control"))
            s.sendall(line.encode() + b"\n")
            answer = json.loads(s.makefile().readline())
        check(f"{name} by {consent} is refused", answer["status"] == "refused" and
              f"se confirme par « {word} »" in answer["text"], str(answer))


def refused(intake, reference):
    before = (intake.work / "state/intake.db").read_bytes(), sums(intake)
    said = act(intake, "erase", reference, "--yes", code=1)
    check("a message outside names her: asked", "--with 6 pour" in said, said)
    said = act(intake, "erase", "1", "--yes", "--with", "6", code=1)
    check("a number is enough for no consent", f"se confirme par « {reference} »" in said, said)
    asks_itself(intake, "erase", [reference], reference)
    said = act(intake, "erase", reference, "--with", "6", code=2)
    check("without a terminal consent is --yes", "--yes pour l’effacer" in said, said)
    said = act(intake, "erase", reference, "--yes", "--with", "6",
               "--reason", f"demande de {GIVEN} {FAMILY}", code=1)
    check("no name in the reason", "n’y nommez pas" in said, said)
    said = act(intake, "erase", reference, "--yes", "--with", "5", code=1)
    check("a message of another dossier is not --with", "du dossier" in said, said)
    said = act(intake, "erase", reference, "--with", "6", "--dry-run")
    check("a trial says so", said.startswith("Essai") and "est effacé" in said, said)
    check("nothing went", sums(intake) == before[1] and FAMILY in dossiers(intake))


def gone(intake, reference, before):
    said = act(intake, "show", reference, code=1)
    check("it is told that it was erased", f"{reference} a été effacé le" in said, said)
    said = act(intake, "note", reference, "trop tard", code=1)
    check("nor can it be acted upon", "a été effacé par" in said, said)
    said = act(intake, "undo", code=1)
    check("nothing to undo", "rien" in said or "ne s’annule pas" in said, said)
    said = act(intake, "undo", "6", code=1)
    check("the erasure is no act to undo", "ne s’annule pas" in said, said)
    said = act(intake, "undo", "1", code=1)
    check("nor are acts before it", "ne s’annule pas" in said, said)
    said = act(intake, "accept", "1", code=1)
    check("an erased message is not accepted", "a été effacé" in said, said)
    check("an erased message says so", "Effacé" in act(intake, "show-message", "1"))
    for number in (1, 2, 3, 6):
        check(f"original {number} is gone", not spool_file(intake, before[number]).exists())
    for number in (4, 5):
        check(f"original {number} stays", spool_file(intake, before[number]).exists())


def not_opened_again(intake, reference, other):
    """The message of both waits for an agent, who lets it in."""
    with sqlite3.connect(intake.work / "state/intake.db") as db:
        db.execute("UPDATE message SET waits = 1 WHERE id = 4")
    said = act(intake, "accept", "4", code=1)
    check("it is asked whose the rest is", f"gardé quand {reference} a été effacé" in said, said)
    check("no dossier is opened again", set(dossiers(intake)) == {OTHER[0]})
    act(intake, "accept", "4", "--dossier", other)
    check("the rest is the other's", set(dossiers(intake)) == {OTHER[0]})


def erase(intake, reference):
    before = sums(intake)
    refused(intake, reference)
    asked(intake, reference)
    said, code = typed(intake, reference.encode() + b"\n", "erase", "1", "--with", "6",
                       "--reason", "demande du 3 janvier")
    check("with consent it goes", code == 0, said)
    said = " ".join(said[said.index("tapez"):].split())
    check("what went and what stays", f"Le dossier {reference} est effacé, et avec lui "
          "4 messages." in said and "le message 4." in said, said)
    sound(intake, 6, "after the erasure")
    gone(intake, reference, before)
    check("the other's dossier stands", set(dossiers(intake)) == {OTHER[0]})
    other = dossiers(intake)[OTHER[0]]["reference"]
    not_opened_again(intake, reference, other)
    # The message of both still has the name; with the other dossier it goes.
    check("the other's message is told to be kept", found(intake) != [])
    act(intake, "erase", other, "--yes")
    check("the name is in no byte", found(intake) == [], found(intake))
    sound(intake, 6, "after the second erasure")


def does_not_come_back(intake):
    """The same bytes again, under another name: neither filed nor kept."""
    raw = next((intake.work / "mail").glob("1 *.eml")).read_bytes()
    intake.drop("again", raw)
    location = "SELECT count(*) FROM location"

    def count():
        with sqlite3.connect(f"file:{intake.work}/state/intake.db?mode=ro", uri=True) as db:
            return db.execute(location).fetchone()[0]
    check("it is seen", wait_until(lambda: count() == 7))
    check("it leaves the spool", wait_until(lambda: found(intake) == []), found(intake))
    sound(intake, 6, "after the same mail again")
    check("no dossier of it", dossiers(intake) == {})


def by_right(work):
    intake = Intake(work, control={"socket": "state/control"}, mailbox={"poll-interval": "1"})
    fill(intake)
    check("the service starts", intake.serve())
    check("all is settled", wait_until(lambda: len(intake.settled()) == 6), intake.said()[-2000:])
    check("all is answered", wait_until(lambda: not any(
        m["reply"]["state"] == "queued" for m in intake.messages())))
    reference = dossiers(intake)[FAMILY]["reference"]
    speak_of_her(intake, reference)
    check("the name is there before", found(intake) != [])
    erase(intake, reference)
    does_not_come_back(intake)
    check("the service stops well", intake.stop() == 0)
    # A whole new look at the mailbox brings nothing back either.
    check("a pass afterwards", intake.once().returncode == 0)
    sound(intake, 6, "after another start")
    check("and the name is still nowhere", found(intake) == [], found(intake))
    check("never logged", FAMILY not in intake.said())


def kept_is_no_way_back(work):
    """What the candidate sent is refused and of no dossier; kept at the erasure, it opens none
    until an agent says whose it is."""
    intake = Intake(work)
    fill(intake)
    intake.drop("7", mail(7, f"Mon dossier ASR {FAMILY} {GIVEN}", ("fiche.txt", about(FICHE)),
                          sender="eleonore@courriel.test"))
    check("the service starts", intake.serve())
    check("all is settled", wait_until(lambda: len(intake.settled()) == 7))
    reference = dossiers(intake)[FAMILY]["reference"]
    said = act(intake, "erase", reference, "--yes", "--with", "aucun")
    check("what is kept is named", "bien que le nom y soit : les messages 6, 7." in said, said)
    said = act(intake, "accept", "7", code=1)
    check("it is asked whose it is", f"gardé quand {reference} a été effacé" in said, said)
    check("no dossier is opened again", set(dossiers(intake)) == {OTHER[0]})
    act(intake, "accept", "7", "--candidate", f"{FAMILY} {GIVEN}", "--establishment",
        "CH-VALSAPIN")
    check("an agent who says so opens one", set(dossiers(intake)) == {OTHER[0], FAMILY})
    intake.stop()


def purged(work):
    """Retention: 2025's mail is old enough by the first setting, not by the second."""
    intake = Intake(work, control={"socket": "state/control"}, mailbox={"poll-interval": "1"})
    fill(intake)
    check("the service starts", intake.serve())
    check("all is settled", wait_until(lambda: len(intake.settled()) == 6))
    said = act(intake, "purge", "--yes", code=1)
    check("without a duration nothing is purged", "aucune durée" in said, said)
    intake.stop()
    intake.write(retention={"dossier-months": "1200", "message-months": "1200"})
    check("the service starts again", intake.serve())
    said = act(intake, "purge", "--yes")
    check("nothing is old enough", said.startswith("Rien"), said)
    intake.stop()
    intake.write(retention={"dossier-months": "1", "message-months": "1"})
    check("the service starts once more", intake.serve())
    asks_itself(intake, "purge", [], "oui")
    said = act(intake, "purge", "--dry-run")
    check("a trial lists them", "2 dossiers et 6 messages" in said
          and dossiers(intake)[FAMILY]["reference"] in said, said)
    act(intake, "purge", "--yes", "--reason", "visa du 2 février")
    check("no dossier is left", dossiers(intake) == {})
    check("no name is left", found(intake) == [], found(intake))
    sound(intake, 6, "after the purge")
    said = act(intake, "purge", "--yes")
    check("nothing is purged twice", said.startswith("Rien"), said)
    check("the service stops well", intake.stop() == 0)


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-erase-"))
    by_right(work / "right")
    kept_is_no_way_back(work / "kept")
    purged(work / "purge")
    if failures:
        print(f"{len(failures)} failed; kept: {work}")
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
