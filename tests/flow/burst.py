#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""«Envoi 1/3, 2/3, 3/3»: one reply, on the state after the last.

With a quiet period the replies wait; each message takes back what still
waits of the same dossier, and of that dossier only.
"""
import email
import email.message
import email.policy
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "servers"))
from intake import Intake, wait_until  # noqa: E402

SOURCES = pathlib.Path(os.environ.get("TEST_SOURCES", ".")).resolve()
BUILD = pathlib.Path(os.environ.get("TEST_BUILD", ".")).resolve()
QUIET_S = 2
DAM = "affaires.medicales@ch-valsapin.test"
problems = []

FICHE = """ANNEXE 1
FICHE DU CANDIDAT
Etat civil :
Nom du candidat : {family}
Prénom du candidat : {given}
Date de naissance : 12/03/1996
Lieu de naissance : Valsapin
Spécialité de DES : Dermatologie
Statut actuel :
[x] Interne
Date de la prise de fonction :
[x] Novembre 2026
"""
CONSENT = """ANNEXE 12
PROTECTION DES DONNEES
Candidat : {given} {family}
[x] En cochant cette case, j’accepte de fournir les données personnelles me concernant
"""
OPINION = """Je soussigné, Dr Pol HAMON, président de la CME du Centre hospitalier de Valsapin,
donne un avis favorable à la candidature de {given} {family}.
Dr Pol HAMON
Président de la CME du Centre hospitalier de Valsapin
"""


def check(what, condition, detail=""):
    if not condition:
        problems.append(f"{what} {detail}".strip())


def write(work, number, family, given, text):
    m = email.message.EmailMessage()
    m["Authentication-Results"] = (f"mx.ars-essai.test; dkim=pass header.d=ch-valsapin.test; "
                                   f"dmarc=pass header.from={DAM.split('@')[1]}")
    m["From"], m["To"] = DAM, "asr-essai@ars-essai.test"
    m["Subject"] = f"Dossier ASR {given} {family} – envoi {number}"
    m["Date"] = f"Mon, 08 Dec 2025 17:{number:02}:00 +0100"
    m["Message-ID"] = f"<envoi-{number}@ch-valsapin.test>"
    m.set_content("Bonjour,\n\nci-joint une pièce.\n")
    m.add_attachment(text.format(family=family, given=given), filename=f"piece {number}.txt")
    (work / "mail" / f"{number:04}.eml").write_bytes(
        m.as_bytes(policy=email.policy.SMTP))


def prepare():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-burst-"))
    shutil.copytree(SOURCES / "tests/mailbox", work, dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns("*.eml"))
    config = work / "asr-intake.conf"
    config.write_text(config.read_text(encoding="utf-8").replace("[intake]\n", (
        f"[intake]\nquiet-period = {QUIET_S}\nforms = {SOURCES / 'etc/forms'}\n"
        f"templates = {SOURCES / 'etc/templates'}\n")), encoding="utf-8")
    return work


def run(program, work, *arguments):
    done = subprocess.run([BUILD / program, "-c", work / "asr-intake.conf", *arguments],
                          capture_output=True, text=True, timeout=300)
    check(f"{program} ends well", done.returncode == 0, done.stderr[-300:])
    return done.stdout


def messages(work):
    return {m["message_id"]: m for m in json.loads(run("asrctl", work, "messages", "--json"))}


def letter_comes_last(work):
    """An agent's letter about a dossier whose reply still waits: it alone
    leaves, for it tells the newer state."""
    intake = Intake(work, mailbox={"poll-interval": "3600"},
                    intake={"quiet-period": "3600"}, control={"undo-delay": "0"})
    write(work, 1, "NEVEU", "Clara", FICHE)
    check("the service starts", intake.serve())
    check("its reply waits", wait_until(lambda: [m["reply"]["state"] for m in intake.messages()]
                                        == ["queued"]), intake.said()[-300:])
    done = intake.run("asrctl", "resend", "1")
    check("a letter is asked for", done.returncode == 0, done.stderr)
    check("a letter leaves", wait_until(lambda: intake.replies()))
    check("the service stops well", intake.stop() == 0)
    with sqlite3.connect(f"file:{work}/state/intake.db?mode=ro", uri=True) as db:
        left = db.execute("SELECT state, act IS NULL FROM reply").fetchall()
        told = db.execute("SELECT count(*) FROM history WHERE what ="
                          " 'la réponse est remplacée par le courrier de l’acte 1'").fetchone()
    check("nothing else waits", left == [("sent", 0)], left)
    check("the history says why", told == (1,), told)
    check("one letter", len(intake.replies()) == 1)


def main():
    work = prepare()
    for number, text in enumerate((FICHE, CONSENT, OPINION), 1):
        write(work, number, "NEVEU", "Clara", text)
    write(work, 4, "BELKACEM", "Yanis", FICHE)
    run("asr-intaked", work, "--once")
    check("nothing leaves while more may come", not list((work / "out").glob("*")))
    seen = messages(work)
    states = [seen[f"<envoi-{n}@ch-valsapin.test>"]["reply"]["state"] for n in range(1, 5)]
    check("the last of each dossier waits", states == ["none", "none", "queued", "queued"],
          str(states))
    kinds = [seen[f"<envoi-{n}@ch-valsapin.test>"]["reply"]["kind"] for n in range(1, 5)]
    check("what was taken back is no reply", kinds[:2] == ["none", "none"], str(kinds))
    time.sleep(QUIET_S + 1)
    run("asr-intaked", work, "--once")
    replies = [email.message_from_bytes(f.read_bytes(), policy=email.policy.default)
               for f in sorted((work / "out").glob("*"))]
    check("one reply a dossier", len(replies) == 2, str(len(replies)))
    last = [r for r in replies if r["In-Reply-To"] == "<envoi-3@ch-valsapin.test>"]
    check("it answers the last message", len(last) == 1)
    missing = seen["<envoi-3@ch-valsapin.test>"]["reply"]["missing"]
    check("it knows the pieces of all three", not {
        "fiche-candidat", "protection-donnees", "avis-cme-ch"} & set(missing), str(missing))
    check("and what lacks", "lettre-motivation" in missing, str(missing))
    shutil.rmtree(work)
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-burst-"))
    letter_comes_last(work)
    shutil.rmtree(work)
    print("\n".join(problems) or "one reply to a burst")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
