# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages as our server delivers them, and the truth told beside them."""
import email.message
import email.policy
import email.utils
import datetime
import json
import pathlib
import zoneinfo

from pages import OLD_PIECES, PIECES
from people import H

OUR = "asr@ars-corpus.test"
SERVER = "mx.ars-corpus.test"
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
TYPES = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         "doc": "application/msword", "rtf": "application/rtf", "zip": "application/zip",
         "jpg": "image/jpeg", "png": "image/png", "vcf": "text/vcard", "ics": "text/calendar",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "dat": "application/ms-tnef", "txt": "text/plain"}
DEADLINES = {"2025": [("2025-02-14", "2025-02-14")],
             "2026": [("2026-01-31", "2026-01-31"), ("2026-04-15", "2026-04-30")]}


def when(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=PARIS)


def proof(sender, auth):
    """What our server found: 'pass', 'fail', or the words themselves."""
    domain = sender.split("@")[-1]
    if auth in ("pass", "fail"):
        return (f"{SERVER};\r\n\tspf={auth} smtp.mailfrom={sender};\r\n\tdkim={auth} "
                f"header.d={domain};\r\n\tdmarc={auth} header.from={domain}")
    return f"{SERVER};\r\n\t" + auth.format(domain=domain, sender=sender)


class Box:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.waiting, self.dossiers, self.count = [], {}, 0

    def send(self, at, sender, subject, body, truth, files=(), **more):
        """Queues a message; its bytes are made once all papers are."""
        self.count += 1
        name = f"{self.count:04}.eml"
        domain = sender.split("@")[-1]
        message_id = more.get("message_id") or f"<corpus.{self.count:04}.{self.count * 7919}@{domain}>"
        self.waiting.append((name, at, sender, subject, body, list(files), message_id, more))
        self.messages_truth().append({"file": name, "message_id": message_id, **truth})
        return message_id

    def messages_truth(self):
        return self.__dict__.setdefault("truth", [])

    def again(self, file, truth, top=b""):
        """The bytes of an earlier message once more, below other lines."""
        self.count += 1
        name = f"{self.count:04}.eml"
        earlier = next(t for t in self.truth if t["file"] == file)
        self.waiting.append((name, file, top))
        self.truth.append({"file": name, "message_id": earlier["message_id"], **truth})

    def raw(self, entry):
        name, at, sender, subject, body, files, message_id, more = entry
        m = email.message.EmailMessage(policy=email.policy.SMTP.clone(max_line_length=200))
        m["From"] = more.get("from_line") or (
            email.utils.formataddr((more["name"], sender)) if more.get("name") else sender)
        m["To"] = more.get("to", OUR)
        m["Subject"] = subject
        m["Date"] = more.get("date") or email.utils.format_datetime(when(at))
        m["Message-ID"] = message_id
        for key, value in more.get("headers", ()):
            m[key] = value
        m.set_content(body, cte=more.get("cte", "quoted-printable"),
                      charset=more.get("charset", "utf-8"))
        if more.get("html"):
            m.add_alternative(more["html"], subtype="html", cte="quoted-printable")
            for cid, data in more.get("inline", ()):
                m.get_payload()[1].add_related(data, "image", "png", cid=f"<{cid}>",
                                               filename=cid.split("@")[0])
        for file in files:
            attach(m, *file)
        raw = more["edit"](m.as_bytes()) if more.get("edit") else m.as_bytes()
        return self.top(at, sender, more).encode() + raw

    def top(self, at, sender, more):
        back = more.get("return_path", sender)
        relay = sender.split("@")[-1]
        top = (f"Return-Path: <{back}>\r\nReceived: from smtp.{relay} (smtp.{relay} [192.0.2.44])\r\n"
               f"\tby {SERVER} (Postfix) with ESMTPS id 4C{abs(hash_of(at)):08X};\r\n"
               f"\t{email.utils.format_datetime(when(at))}\r\n")
        auth = more.get("auth", "pass")
        return top + (f"Authentication-Results: {proof(sender, auth)}\r\n" if auth else "")

    def write(self, skip=0):
        """Writes all but the first messages, which stand already."""
        made = {}
        (self.folder / "mail").mkdir(parents=True, exist_ok=True)
        for entry in self.waiting[skip:]:
            made[entry[0]] = entry[2] + made[entry[1]] if len(entry) == 3 else self.raw(entry)
            (self.folder / "mail" / entry[0]).write_bytes(made[entry[0]])
        dossiers = list(self.dossiers.values())
        truth = {"messages": self.truth, "dossiers": dossiers}
        (self.folder / "truth.json").write_text(
            json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        self.write_cases()

    def write_cases(self):
        lines = ["# The cases, message by message", "",
                 "Made by make/build.py from the notes written beside each label.", "",
                 "| file | received (Paris) | from | what it is, and why it is there |",
                 "|---|---|---|---|"]
        for entry, t in zip(self.waiting, self.truth):
            at, sender = (entry[1], entry[2]) if len(entry) > 3 else ("again " + entry[1], "")
            lines.append(f"| {t['file']} | {at} | {sender} | {t['note']} |")
        (self.folder / "CASES.md").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def dossier(self, c, status, missing=(), blank=(), unreadable=(), late=False, deadline=None,
                ids=(), session="2026", **more):
        pieces = PIECES if session == "2026" else OLD_PIECES
        states = {p: "present" for p in pieces}
        for names, state in ((missing, "missing"), (blank, "blank"), (unreadable, "unreadable")):
            states.update({p: state for p in names})
        self.dossiers[c.whole] = {
            "family_name": c.family, "given_name": c.given, "establishment": c.code,
            "subdivision": c.subdivision, "deadline": deadline or DEADLINES[session][0][0],
            "late": late, "status": status, "pieces": states, "message_ids": list(ids), **more}

    def file(self, c, at, reply, files, note, missing=(), blank=(), **more):
        """A DAM's message about one candidate, and the dossier's state after."""
        keep = {k: more.pop(k) for k in ("may_defer", "scanned") if k in more}
        late, deadline = more.pop("late", False), more.pop("deadline", None)
        status = more.pop("status", None) or {
            "complete": "complete", "incomplete": "incomplete", "registered": "review",
            "late": "incomplete" if missing or blank else "complete"}[reply]
        session = more.pop("session", "2026")
        truth = {"sender": "dam", "establishment": c.code, "outcome": more.pop("outcome", "filed"),
                 "reply": reply,
                 "missing": [] if reply in ("complete", "registered") else
                 sorted([*missing, *blank]),
                 "may_defer": keep.get("may_defer", False), "note": note}
        if keep.get("scanned"):
            truth["scanned"] = True
        message_id = self.send(at, more.pop("sender", c.hospital.dam),
                               more.pop("subject", f"Candidature ASR – {c.whole}"),
                               more.pop("body", greeting(c)), truth, files, **more)
        old = self.dossiers.get(c.whole, {"message_ids": []})
        self.dossier(c, status, missing, blank, late=late,
                     deadline=deadline or old.get("deadline") or deadline_of(at, session),
                     ids=[*old["message_ids"], message_id], session=session, **keep)
        return message_id


def deadline_of(at, session):
    day = at[:10]
    for first, counts in DEADLINES[session]:
        if day <= counts:
            return first
    return DEADLINES[session][-1][0]


def hash_of(text):
    return int.from_bytes(text.encode()[-4:], "big")


def attach(m, name, paper, **how):
    data = paper.data() if hasattr(paper, "data") else paper
    kind = how.pop("type", None) or TYPES.get(str(name).rsplit(".", 1)[-1].lower(),
                                              "application/octet-stream")
    main, sub = kind.split("/")
    if kind == "message/rfc822":
        m.add_attachment(email.message_from_bytes(data, policy=email.policy.SMTP))
        return
    m.add_attachment(data, maintype=main, subtype=sub, filename=name, **how)


GREETINGS = [
    "Bonjour,\n\nVous trouverez ci-joint le dossier de {title} {whole}, candidat{e} à un poste "
    "d’assistant spécialiste ({specialty}).\n\nCordialement,\n\nBureau des affaires médicales\n{ch}\n",
    "Madame, Monsieur,\n\nDossier ASR {whole} ci-annexé, pour la commission.\nMerci d’en accuser "
    "réception.\n\n{ch} – affaires médicales\n",
    "Bonsoir,\nje vous fais suivre la candidature en temps partagé de {title} {family}.\nBonne "
    "réception !\n-- \nAffaires médicales, {ch}\n",
]


def greeting(c):
    return GREETINGS[c.n % 3].format(title=c.title, whole=c.whole, e=c.e, specialty=c.specialty,
                                     ch=c.ch_name, family=c.family)


def other(sender, outcome, reply="none", establishment=None, note="", missing=(), **more):
    return {"sender": sender, "establishment": establishment, "outcome": outcome, "reply": reply,
            "missing": list(missing), "may_defer": more.pop("may_defer", False), "note": note,
            **more}


def inner_message(sender, to, subject, body, files=(), at="2026-01-08 12:00:00"):
    m = email.message.EmailMessage(policy=email.policy.SMTP)
    m["From"], m["To"], m["Subject"] = sender, to, subject
    m["Date"] = email.utils.format_datetime(when(at))
    m["Message-ID"] = f"<in.{abs(hash_of(subject + at))}@{sender.split('@')[-1].rstrip('>')}>"
    m.set_content(body, cte="quoted-printable")
    for file in files:
        attach(m, *file)
    return m.as_bytes()


def dam_of(code):
    return H[code].dam
