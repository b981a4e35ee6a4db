#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""asrctl reconcile over a mail server: whatever the service and people did to
the mailbox is explained; what the service never saw is named.
"""
import json
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from authority import Authority  # noqa: E402
from dovecot import PASSWORD, Dovecot  # noqa: E402
from intake import Intake, sample, wait_until  # noqa: E402
from whole_way import (check, failures, folders, messages_of, name_of,  # noqa: E402
                       new_folder, put, received)

# Filed in Rouen and in Caen, a question, an out-of-office, one for people.
CHOSEN = (3, 5, 6, 7, 10, 12, 15)
STRANGE = (b"From: quelqu'un <x@autre.test>\r\nTo: asr@mailbox.test\r\nSubject: autre chose\r\n"
           b"Date: Mon, 19 Jan 2026 10:00:00 +0100\r\n%s\r\nbonjour\r\n")


def ask(intake, wanted):
    done = intake.run("asrctl", "reconcile", "--json")
    check(f"the answer's status is {wanted}", done.returncode == wanted, done.stderr + done.stdout)
    return json.loads(done.stdout) if done.stdout else {}


def totals(told):
    return {k: told[k] for k in ("files", "messages", "in_hand", "withheld", "copies", "others",
                                 "absent")} | {"unexplained": len(told["unexplained"])}


def expect(what, told, **counts):
    got = totals(told)
    for name, count in counts.items():
        check(f"{what}: {name} is {count}", got[name] == count, str(told))


def quiet(intake, mailbox):
    """Until all is settled, answered, copied and moved."""
    def done():
        messages = intake.settled()
        filed = sum(m["outcome"] == "filed" for m in messages)
        client = mailbox.client()
        moved = sum(len(messages_of(client, f)) for f in
                    folders(client, name_of(mailbox, "Traités", "*")))
        copies = len(messages_of(client, name_of(mailbox, "Envoyés")))
        client.logout()
        return len(messages) == len(CHOSEN) and moved == filed and \
            copies == sum(m["reply"]["state"] == "sent" for m in messages)
    return wait_until(done, step=0.3)


def uids(client, folder):
    client.select(f'"{folder}"')
    return client.uid("SEARCH", "ALL")[1][0].split()


def after_the_service(intake, mailbox):
    told = ask(intake, 0)
    sent = sum(m["reply"]["state"] == "sent" for m in intake.settled())
    expect("after the service", told, unexplained=0, in_hand=0, absent=0, others=0, copies=sent,
           messages=len(CHOSEN), files=len(CHOSEN) + sent)
    check("every outcome is counted", sum(told["outcomes"].values()) == len(CHOSEN), str(told))
    names = [f["name"] for f in told["folders"]]
    check("the folders by the names people know",
          {"INBOX", "Traités/Rouen", "Traités/Caen", "Envoyés"} <= set(names), str(names))
    shown = intake.run("asrctl", "reconcile").stdout
    check("in words", shown.endswith("\n0 inexpliqué\n") and "Traités/Rouen" in shown, shown)


def after_people(intake, mailbox):
    """One taken out of the inbox, one of the done folder put elsewhere, one put back, one
    filed by hand, and a letter of their own in the sent folder."""
    client = mailbox.client()
    rouen, caen = (name_of(mailbox, "Traités", s) for s in ("Rouen", "Caen"))
    for uid in uids(client, "INBOX")[:1]:
        client.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
        client.uid("EXPUNGE", uid)
    left = uids(client, "INBOX")
    client.uid("MOVE", left[0], f'"{rouen}"')
    client.create("Ailleurs")
    client.uid("MOVE", uids(client, rouen)[0], "Ailleurs")
    client.uid("MOVE", uids(client, caen)[0], "INBOX")
    client.append(f'"{name_of(mailbox, "Envoyés")}"', None, None, STRANGE % b"Message-ID: <own@x>\r\n")
    client.logout()
    told = ask(intake, 0)
    expect("after people", told, unexplained=0, absent=2, others=1, messages=len(CHOSEN))


def without_an_id(intake, mailbox):
    """No Message-ID: known again by its time and size, wherever it was put."""
    client = mailbox.client()
    client.append("INBOX", None, None, STRANGE % b"")
    check("it is fetched", wait_until(lambda: len(intake.settled()) == len(CHOSEN) + 1))
    uid = uids(client, "INBOX")[-1]
    client.uid("MOVE", uid, f'"{name_of(mailbox, "Traités", "Rouen")}"')
    client.logout()
    expect("without a Message-ID", ask(intake, 0), unexplained=0, absent=2)


def strangers(intake, mailbox):
    """What the service never saw: put into a done folder; and a row that is gone."""
    client = mailbox.client()
    rouen = name_of(mailbox, "Traités", "Rouen")
    client.append(f'"{rouen}"', None, '"19-Jan-2026 10:00:00 +0100"', STRANGE % b"Message-ID: <never@x>\r\n")
    told = ask(intake, 1)
    expect("a stranger", told, unexplained=1)
    check("is named by folder and time", told["unexplained"] and
          told["unexplained"][0].startswith("Traités/Rouen, message reçu le 19/01/2026 10:00"),
          str(told["unexplained"]))
    check("in words", intake.run("asrctl", "reconcile").stdout.endswith("\n1 inexpliqué\n"))
    for uid in uids(client, rouen)[-1:]:
        client.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
        client.uid("EXPUNGE", uid)
    # Where no dossier is filed, any more or yet.
    place = name_of(mailbox, "Traités", "Dieppe")
    client.create(f'"{place}"')
    client.append(f'"{place}"', None, '"20-Jan-2026 10:00:00 +0100"', STRANGE % b"Message-ID: <other@x>\r\n")
    told = ask(intake, 1)
    expect("a stranger in a place without a dossier", told, unexplained=1)
    check("is named, too", told["unexplained"] and
          told["unexplained"][0].startswith("Traités/Dieppe, message reçu le 20/01/2026 10:00"),
          str(told["unexplained"]))
    uids(client, place)
    client.uid("STORE", "1", "+FLAGS", r"(\Deleted)")
    client.uid("EXPUNGE", "1")
    client.logout()
    expect("without the stranger", ask(intake, 0), unexplained=0)
    original = next((intake.work / "state/spool").rglob("*.eml"))
    original.rename(original.with_suffix(".gone"))
    told = ask(intake, 1)
    expect("an original that is gone", told, unexplained=1)
    check("is named", "original" in told["unexplained"][0], str(told))
    original.with_suffix(".gone").rename(original)


def server_down(intake, mailbox):
    mailbox.stop()
    done = intake.run("asrctl", "reconcile")
    check("a server that is down is said", done.returncode == 1 and "comparée" in done.stderr,
          done.stderr + done.stdout)
    check("nothing is claimed of it", "inexpliqué" not in done.stdout)
    mailbox.start()
    check("and it is asked again later", wait_until(
        lambda: intake.run("asrctl", "reconcile").returncode == 0, step=1))


def main():
    if shutil.which("dovecot") is None:
        print("skipped: dovecot is not installed")
        return 77
    work = new_folder()
    authority = Authority(work / "authority")
    mailbox = Dovecot(work / "dovecot", *authority.certificate("server"))
    intake = Intake(work / "intake", mailbox={
        "source": f"imaps://localhost:{mailbox.imaps}/INBOX", "user": mailbox.user,
        "password-file": "secret", "ca-file": authority.ca, "done-folder": "Traités/{subdivision}",
        "sent-folder": "Envoyés"})
    intake.secret("secret", PASSWORD)
    with next((intake.work / "campaigns").glob("*.conf")).open("a", encoding="utf-8") as campaign:
        campaign.write("\n[subdivision dieppe]\nlabel = Dieppe\ndepartments = 28\n")
    client = mailbox.client()
    for raw in sample(*CHOSEN):
        put(client, raw, received(raw))
    client.logout()
    try:
        stopped = intake.run("asrctl", "reconcile")
        check("without the service it is said", stopped.returncode == 1, stopped.stdout)
        check("ready", intake.serve(), intake.said())
        check("all done", quiet(intake, mailbox), intake.said()[-2000:])
        for step in (after_the_service, after_people, without_an_id, strangers, server_down):
            step(intake, mailbox)
        check("stops", intake.stop() == 0, intake.said())
    finally:
        if intake.process is not None and intake.process.poll() is None:
            intake.stop()
        mailbox.stop()
    if failures:
        print(intake.said()[-1500:])
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
