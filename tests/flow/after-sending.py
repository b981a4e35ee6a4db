#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes after a reply: delivery reports are tied to the reply they are
about, and one address gets no more than five replies a day."""
import email
import json
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "servers"))
from intake import Intake, sample  # noqa: E402

PER_DAY = 5
failures = []


def check(what, condition, detail=""):
    if not condition:
        failures.append(what)
        print(f"FAILED: {what} {detail}")


def report(reply, number, headers_only, returned="Message-ID"):
    """A delivery report as RFC 3464 has it, about one of our replies."""
    original = email.message_from_bytes(reply)
    about = f"From: {original['From']}\r\nTo: {original['To']}\r\n{returned}: {original['Message-ID']}\r\n"
    part = f"Content-Type: text/rfc822-headers\r\n\r\n{about}" if headers_only else \
        f"Content-Type: message/rfc822\r\n\r\n{about}Subject: x\r\n\r\ntext\r\n"
    return f"""From: Mail Delivery System <mailer-daemon@mx.ch-sapin.test>
To: asr-essai@ars-essai.test
Subject: Undelivered Mail Returned to Sender
Message-ID: <report-{number}@mx.ch-sapin.test>
Date: Mon, 19 Jan 2026 10:00:00 +0100
Auto-Submitted: auto-replied
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail system could not deliver your message.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.ch-sapin.test

Final-Recipient: rfc822; {original['To']}
Action: failed
Status: 5.1.1

--b
{part}
--b--
""".replace("\r\n", "\n").replace("\n", "\r\n").encode()


def reply_of(intake, message_id):
    found = [m for m in intake.messages() if m["message_id"] == message_id]
    return found[0]["reply"] if found else {}


def waiting(intake):
    """The messages for which an agent is asked."""
    said = json.loads(intake.run("asrctl", "review", "--json").stdout)
    return [m["message_id"] for m in said["messages"]]


def messages_end(messages):
    """The number of the message that came last."""
    return max(m["id"] for m in messages)


def bounces(work):
    intake = Intake(work)
    letters = sample(11, 24)
    for number, raw in enumerate(letters):
        intake.drop(f"letter-{number}", raw)
    intake.once()
    replies = [file.read_bytes() for file in intake.replies()]
    check("two replies", len(replies) == 2)
    for number, (reply, headers_only) in enumerate(zip(replies, (True, False))):
        answered = email.message_from_bytes(reply)["In-Reply-To"]
        check("sent at first", reply_of(intake, answered).get("state") == "sent")
        intake.drop(f"report-{number}", report(reply, number, headers_only))
        done = intake.once()
        check("the report is taken", done.returncode == 0, done.stderr)
        check("the reply it is about is bounced",
              reply_of(intake, answered).get("state") == "bounced", reply_of(intake, answered))
        check("an agent is asked", answered in waiting(intake), waiting(intake))
        messages = intake.messages()
        reasons = [m["review_reasons"] for m in messages if m["message_id"] == answered][0]
        why = f"notre réponse n’a pas pu être remise : le rapport est le message {messages_end(messages)}"
        check("and told why", reasons.count(why) == 1, reasons)
        shown = " ".join(intake.run("asrctl", "review").stdout.split())
        check("on the screen, too", why in shown and "250" not in shown, shown)
        check("nobody answers a report", len(intake.replies()) == 2)
    intake.drop("stranger", report(b"From: a@b.test\r\nTo: c@d.test\r\nMessage-ID: <else@d.test>\r\n\r\n",
                                   9, True))
    intake.once()
    check("a report about somebody else's mail is only automatic",
          [m["outcome"] for m in intake.messages()].count("automatic") == 3)


def limits(work):
    """The sixth reply of a day to one address waits for an agent."""
    intake = Intake(work)
    raw = sample(11)[0]
    for number in range(PER_DAY + 2):
        intake.drop(f"letter-{number}", raw.replace(b"Message-ID: <", b"Message-ID: <n%d-" % number, 1))
    done = intake.once()
    check("the pass ends well", done.returncode == 0, done.stderr)
    states = sorted(m["reply"]["state"] for m in intake.messages())
    check("five are sent and two wait", states == ["held"] * 2 + ["sent"] * PER_DAY, states)
    check("five are out", len(intake.replies()) == PER_DAY)
    held = [m["message_id"] for m in intake.messages() if m["reply"]["state"] == "held"]
    check("an agent is asked about the others", set(held) <= set(waiting(intake)), waiting(intake))


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="asr-after-"))
    bounces(work / "bounces")
    limits(work / "limits")
    if not failures:
        shutil.rmtree(work)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
