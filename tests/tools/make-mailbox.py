#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/mailbox: labelled mail of invented people and hospitals.

usage: make-mailbox.py FOLDER

Documents are made by LibreOffice (soffice) from HTML written here; qpdf locks
one of them.  The labels in truth.json are written beside each message, by
hand, before any program reads it.  Run it again only to change the mailbox.
"""
import email.message
import email.policy
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

OUR = "asr-essai@ars-essai.test"
SERVER = "mx.ars-essai.test"
PIECES = ["fiche-candidat", "lettre-motivation", "parcours", "projet", "avis-chef-service-chu",
          "avis-chef-service-ch", "avis-coordonnateur", "avis-directeur-chu", "avis-directeur-ch",
          "avis-cme-ch", "avis-cme-chu", "protection-donnees"]
DOTS = "…" * 40


class Person:
    def __init__(self, family, given, specialty, hospital, city):
        self.family, self.given, self.specialty = family, given, specialty
        self.hospital, self.city = hospital, city

    @property
    def whole(self):
        return f"{self.given} {self.family}"


def line(label, value, blank):
    return f"<p>{label} {DOTS if blank else value}</p>"


def signed(blank):
    return "<p>Date : Signature :</p>" if blank else \
        "<p>Date : 12 janvier 2026</p><p>Signature : lu et approuvé</p>"


def opinion(number, title, function, who, of, person, blank, extra=""):
    return (f"<h2>ANNEXE {number}</h2><p>CANDIDATURE ASR</p><h3>Avis du {title}</h3>"
            f"<p>dans lequel l’assistant souhaite être recruté ou exercer son temps partagé</p>"
            + line("Je soussigné(e)", who, blank) + line(f"{function} :", of, blank)
            + line("Donne un avis favorable à :", person.whole, blank)
            + line("Pour être recruté(e) en qualité d’assistant spécialiste ou exercer son temps "
                   "partagé dans le service :", f"{person.specialty}", blank)
            + line("Pour la période du :", "2 novembre 2026 au 1er novembre 2028", blank)
            + extra + signed(blank))


def page(piece, p, blank=False):
    chu = "CHU de Grandport"
    makers = {
        "fiche-candidat": lambda: "<h2>ANNEXE 1</h2><h3>FICHE DU CANDIDAT</h3><p>Etat civil :</p>"
        + line("Nom du candidat :", p.family, blank) + line("Prénom du candidat :", p.given, blank)
        + line("Date de naissance :", "14/03/1995", blank)
        + line("Lieu de naissance :", "Belleville-en-Essai", blank)
        + "<p>Informations professionnelles :</p>"
        + line("Spécialité de DES :", p.specialty, blank)
        + "<p>Statut actuel : ☒ Interne ☐ Docteur Junior ☐ Autre</p>"
        + "<p>Date de la prise de fonction : ☒ Novembre 2026 ☐ Mai 2027</p>"
        + "<p>Durée de fonctions prévue : ☐ 1 an ☒ 2 ans</p>"
        + line("Adresse postale :", "3, rue des Essais, 76999 Grandport", blank)
        + line("Adresse électronique :", f"{p.given.lower()}@courriel-prive.test", blank),
        "lettre-motivation": lambda: f"<p>{p.whole}</p><p>À Grandport, le 5 janvier 2026</p>"
        f"<p>Objet : lettre de motivation – poste d’assistant spécialiste régional</p>"
        f"<p>Madame, Monsieur,</p><p>Interne en {p.specialty}, je souhaite partager mon temps entre "
        f"le {p.hospital} et le {chu}. Mon projet professionnel est de m’installer durablement dans "
        f"la région, après deux années qui me donneront l’expérience d’un hôpital de proximité et "
        f"celle d’un service universitaire.</p><p>La quotité envisagée est de 60 % au "
        f"{p.hospital} et de 40 % au {chu}.</p><p>Je vous prie d’agréer, Madame, Monsieur, "
        f"l’expression de mes salutations distinguées.</p><p>{p.whole}</p>",
        "parcours": lambda: "<h2>ANNEXE 3</h2><h3>DESCRIPTIF DU PARCOURS DU CANDIDAT</h3>"
        + line("Faculté d'origine (1er et 2ème cycles) :", "Université de Grandport", blank)
        + "<p>Stages hospitaliers durant l’internat :</p>"
        + line("", f"2022-2023, {p.hospital}, {p.specialty}, Dr Olga RIVOIRE", blank)
        + line("Autres fonctions hospitalières exercées :", "garde aux urgences", blank)
        + "<p>Diplômes : joindre le(s) justificatif(s) correspondant(s)</p><p>1°/ Doctorat :</p>"
        + line("Date d’obtention :", "soutenance fixée au 18 septembre 2026", blank)
        + line("Université :", "Grandport", blank)
        + "<p>Travaux : joindre le(s) justificatif(s) correspondant(s)</p>"
        + line("1°/ Publications écrites (auteurs, titre, revue, année, N°, pages) :",
               "Une cohorte d’essai, Revue imaginaire, 2024", blank),
        "projet": lambda: "<h2>ANNEXE 4</h2><h3>PROJET relatif au parcours d’ASR</h3>"
        "<p>Préciser la quotité de temps estimée par établissement et par année :</p>"
        "<p>Année 1</p><p>Etablissement du service universitaire : 40 %</p>"
        "<p>Centre hospitalier : 60 %</p><p>Joindre impérativement le projet pédagogique de temps "
        "partagé avec le CHU et le CH périphérique.</p><p>I– DESCRIPTION DE LA PARTICIPATION A "
        f"L’ACTIVITE DE SOINS</p><p>Consultations de {p.specialty} au {p.hospital}, avis aux "
        "urgences, mise en place d’une réunion de dossiers hebdomadaire.</p>"
        "<p>II – CONNAISSANCE DE L’ORGANISATION HOSPITALIERE</p><p>Participation à la commission "
        "des admissions non programmées.</p><p>IV – ACTIVITES POURSUIVIES AU CHU</p><p>Cohorte "
        f"régionale, enseignement aux étudiants.</p><p>VII - PROJET DE VIE PROFESSIONNELLE</p>"
        f"<p>Rester praticien au {p.hospital}.</p>" + signed(False),
        "avis-chef-service-chu": lambda: opinion(
            5, "CHEF DE SERVICE UNIVERSITAIRE", "Chef de Service de", "Pr Basile TOURNEMINE",
            f"{p.specialty}, {chu}", p, blank,
            line("Descriptif du projet de formation envisagé :", "formation aux gestes", blank)),
        "avis-chef-service-ch": lambda: opinion(
            6, "CHEF DE SERVICE du CENTRE HOSPITALIER", "Chef de Service de", "Dr Olga RIVOIRE",
            f"{p.specialty}, {p.hospital}", p, blank,
            line("Descriptif du projet de formation envisagé :", "consultations avancées", blank)),
        "avis-coordonnateur": lambda: "<h2>ANNEXE 7</h2><p>CANDIDATURE ASR</p>"
        "<h3>Avis du COORDONNATEUR de la spécialité</h3>"
        f"<p>En ma qualité de coordonnateur local du DES de {p.specialty}, j’apporte mon appui à la "
        f"candidature de {p.whole} : le projet est solide, son devenir au {p.hospital} est "
        "clairement tracé à la fin de son contrat.</p><p>Pr Edmée LACHAUME</p>" + signed(False),
        "avis-directeur-chu": lambda: opinion(8, "DIRECTEUR du CHU", "Directeur de",
                                              "M. Hector VALBRUNE", chu, p, blank),
        "avis-directeur-ch": lambda: opinion(
            9, "DIRECTEUR du CENTRE HOSPITALIER", "Directeur de", "Mme Sidonie ARMENTEL",
            p.hospital, p, blank,
            line("à l’issue de ce post-internat l’établissement envisage de recruter ce candidat "
                 "en tant que :", "praticien hospitalier", blank)),
        "avis-cme-ch": lambda: opinion(10, "président de CME du CENTRE HOSPITALIER",
                                       "Président de CME de", "Dr Gaétan PELLEVOISIN",
                                       p.hospital, p, blank),
        "avis-cme-chu": lambda: opinion(11, "président de CME du CHU", "Président de CME de",
                                        "Pr Ysaline CORBERON", chu, p, blank),
        "protection-donnees": lambda: "<h2>ANNEXE 12</h2><h3>PROTECTION DES DONNEES</h3><p>"
        + ("☐" if blank else "☒") + " En cochant cette case, j’accepte de fournir les données "
        "personnelles me concernant à l’ARS de Normandie, qui les utilisera exclusivement dans la "
        "finalité prévue ci-dessous :</p><p>Les catégories de données collectées sont les "
        "suivantes : Données identifiantes ; Données professionnelles.</p><p>Seuls les agents de "
        "l’ARS Normandie auront accès à ces données.</p>",
    }
    return makers[piece]()


def html(pages):
    body = '<p style="page-break-before: always"></p>'.join(pages)
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'


class Documents:
    """Asked for first, made all at once (one LibreOffice for each format)."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.asked = []

    def ask(self, kind, pages):
        number = len(self.asked)
        source = self.folder / f"d{number:03}.html"
        source.write_text(html(pages), encoding="utf-8")
        self.asked.append((kind, source))
        return number

    def make(self):
        for kind in sorted({k for k, _ in self.asked}):
            sources = [str(s) for k, s in self.asked if k == kind]
            subprocess.run(["soffice", "--headless", "--writer", "--infilter=HTML (StarWriter)",
                            "--convert-to", kind, "--outdir", str(self.folder), *sources],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def get(self, number):
        kind, source = self.asked[number]
        return source.with_suffix("." + kind).read_bytes()


TYPES = {"pdf": "application/pdf", "odt": "application/vnd.oasis.opendocument.text",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         "zip": "application/zip", "vcf": "text/vcard"}


def add_file(m, name, data):
    main, sub = TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream").split("/")
    m.add_attachment(data, maintype=main, subtype=sub, filename=name)


def proof(address, verdict):
    domain = address.split("@")[1]
    return (f"{SERVER}; spf={verdict} smtp.mailfrom={address}; dkim={verdict} header.d={domain}; "
            f"dmarc={verdict} header.from={domain}")


class Mailbox:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.messages, self.dossiers, self.count = [], {}, 0

    def write(self, raw, truth):
        self.count += 1
        name = f"{self.count:04}.eml"
        (self.folder / "mail" / name).write_bytes(raw)
        self.messages.append({**truth, "file": name})

    def build(self, at, sender, subject, body, files=(), verdict="pass", headers=(), name=None):
        """A message as delivered: what our server adds stands on top."""
        m = email.message.EmailMessage(policy=email.policy.SMTP)
        number = self.count + 1
        m["From"] = f"{name} <{sender}>" if name else sender
        m["To"] = OUR
        m["Subject"] = subject
        m["Date"] = at
        m["Message-ID"] = f"<essai-{number:03}@{sender.split('@')[1]}>"
        for key, value in headers:
            m[key] = value
        m.set_content(body, cte="quoted-printable")
        for file_name, data in files:
            add_file(m, file_name, data)
        top = (f"Return-Path: <{sender}>\r\nReceived: from relay.test (relay.test [192.0.2.7])\r\n"
               f"\tby {SERVER} with ESMTPS id essai{number:04};\r\n\t{at}\r\n")
        if verdict:
            top += f"Authentication-Results: {proof(sender, verdict)}\r\n"
        return top.encode() + m.as_bytes(), m["Message-ID"]

    def put(self, at, sender, subject, body, verdict_of, outcome, reply="none", missing=(),
            establishment=None, note="", **more):
        raw, message_id = self.build(at, sender, subject, body, **more)
        self.write(raw, dict(message_id=message_id, sender=verdict_of, outcome=outcome,
                             reply=reply, missing=list(missing), establishment=establishment,
                             note=note))
        return raw, message_id

    def dossier(self, person, establishment, subdivision, status, missing=(), blank=(), late=False):
        states = {p: "present" for p in PIECES}
        states.update({p: "missing" for p in missing})
        states.update({p: "blank" for p in blank})
        self.dossiers[person.family] = dict(
            family_name=person.family, given_name=person.given, establishment=establishment,
            subdivision=subdivision, deadline="2026-02-20", late=late, status=status, pieces=states)


def archive(entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries:
            z.writestr(name, data)
    return buffer.getvalue()


def lock(pdf):
    with tempfile.TemporaryDirectory() as folder:
        plain, locked = pathlib.Path(folder, "a.pdf"), pathlib.Path(folder, "b.pdf")
        plain.write_bytes(pdf)
        subprocess.run(["qpdf", "--encrypt", "secret", "secret", "256", "--", plain, locked],
                       check=True)
        return locked.read_bytes()


VAL, ROC, RIV = "Centre hospitalier de Valsapin", "Centre hospitalier de Rocheclaire", \
    "Centre hospitalier intercommunal des Trois-Rivières"
PEOPLE = {
    "A": Person("BRUNEVAL", "Apolline", "gériatrie", VAL, "Valsapin"),
    "B": Person("LE GUENNEC", "Tristan", "pneumologie", ROC, "Rocheclaire"),
    "C": Person("SAINT-AUBERT", "Mélissande", "cardiologie", RIV, "Trois-Rivières"),
    "D": Person("OKONKWO", "Chidi", "rhumatologie", VAL, "Valsapin"),
    "E": Person("PERRAUDIN", "Lucile", "neurologie", RIV, "Trois-Rivières"),
    "F": Person("HADDADI", "Samir", "pédiatrie", RIV, "Trois-Rivières"),
    "G": Person("VERNHES", "Bérénice", "psychiatrie", ROC, "Rocheclaire"),
    "H": Person("DELACROIX-PONS", "Ulrich", "urologie", VAL, "Valsapin"),
    "I": Person("ÖZDEMIR", "Leyla", "dermatologie", ROC, "Rocheclaire"),
    "J": Person("FONTANEL", "Maxime", "néphrologie", VAL, "Valsapin"),
    "K": Person("ESCOFFIER", "Jade", "gynécologie-obstétrique", ROC, "Rocheclaire"),
    "L": Person("NGUEMA", "Prosper", "hématologie", RIV, "Trois-Rivières"),
    "M": Person("WEISSBERG", "Noémie", "ophtalmologie", VAL, "Valsapin"),
}
DAM = {VAL: "affaires.medicales@ch-valsapin.test", ROC: "dam@ch-rocheclaire.test",
       RIV: "direction.am@chi-trois-rivieres.test"}
CODE = {VAL: ("CH-VALSAPIN", "rouen"), ROC: ("CH-ROCHECLAIRE", "caen"),
        RIV: ("CHI-TROIS-RIVIERES", "rouen")}


def letter(person):
    return (f"Bonjour,\n\nVeuillez trouver ci-joint le dossier de candidature ASR de "
            f"{person.given} {person.family} ({person.specialty}).\n\nBien cordialement,\n\n"
            f"Direction des affaires médicales\n{person.hospital}\n")


def plan(documents):
    """Which documents each dossier needs: number(s) to be had once made."""
    asked = {}

    def each(key, kind, pieces, blank=()):
        p = PEOPLE[key]
        asked[key] = [(piece, kind, documents.ask(kind, [page(piece, p, piece in blank)]))
                      for piece in pieces]

    def whole(key, kind, pieces, blank=()):
        p = PEOPLE[key]
        asked[key] = [("dossier", kind,
                       documents.ask(kind, [page(x, p, x in blank) for x in pieces]))]

    def without(*pieces):
        return [p for p in PIECES if p not in pieces]

    each("A", "pdf", PIECES)
    whole("B", "docx", PIECES)
    each("C", "docx", without("avis-cme-chu", "protection-donnees"))
    asked["C2"] = [(x, "pdf", documents.ask("pdf", [page(x, PEOPLE["C"])]))
                   for x in ("avis-cme-chu", "protection-donnees")]
    whole("D", "odt", PIECES, blank=("avis-directeur-ch",))
    each("E", "docx", PIECES)
    each("F", "odt", without("projet"))
    whole("G", "pdf", PIECES)
    each("H", "docx", without("avis-directeur-chu"))
    asked["H2"] = [("avis", "pdf", documents.ask("pdf", [page("avis-directeur-chu", PEOPLE["H"])]))]
    whole("I", "docx", PIECES)
    whole("J", "docx", PIECES)
    asked["K"] = [("bordereau", "pdf", documents.ask("pdf", [
        f"<p>{ROC}</p><p>Direction des affaires médicales</p><p>Bordereau d’envoi</p><p>Madame, "
        f"Monsieur,</p><p>Veuillez trouver ci-joint le dossier de candidature de "
        f"{PEOPLE['K'].whole}, au titre du dispositif des assistants spécialistes.</p>"
        "<p>Je vous prie d’agréer l’expression de mes salutations distinguées.</p>"]))]
    each("L", "docx", PIECES)
    whole("M", "docx", PIECES)
    return asked


def write_mailbox(box, documents, asked):
    def files(key, pattern="{n:02} {piece}.{kind}"):
        return [(pattern.format(n=i, piece=piece, kind=kind, who=PEOPLE[key[0]].family),
                 documents.get(number))
                for i, (piece, kind, number) in enumerate(asked[key], 1)]

    def submit(key, at, reply, missing=(), blank=(), status=None, late=False, outcome="filed",
               pattern="{n:02} {piece}.{kind}", note="", **more):
        p = PEOPLE[key[0]]
        code, subdivision = CODE[p.hospital]
        kind = {"complete": "complete", "incomplete": "incomplete", "registered": "review",
                "late": "incomplete" if missing or blank else "complete"}[reply]
        out = box.put(at, DAM[p.hospital], more.pop("subject", f"Candidature ASR – {p.whole}"),
                      more.pop("body", letter(p)), "dam", outcome, reply,
                      list(missing) + list(blank) if reply != "registered" else [], code, note,
                      files=more.pop("files", None) or files(key, pattern), **more)
        box.dossier(p, code, subdivision, status or kind, missing, blank, late)
        return out

    box.put("Mon, 03 Nov 2025 09:12:00 +0100", "lettre@sante-actu.test", "La lettre de novembre",
            "Toute l’actualité des hôpitaux.\n", "automatic", "automatic",
            headers=[("List-Unsubscribe", "<mailto:stop@sante-actu.test>")], note="newsletter")
    box.put("Tue, 04 Nov 2025 10:00:00 +0100", DAM[VAL], "Calendrier de la commission ?",
            "Bonjour,\n\nPouvez-vous nous dire quand la commission se réunira ?\n\nMerci.\n", "dam",
            "correspondence", establishment="CH-VALSAPIN", note="question of a DAM")
    first, _ = submit("A", "Wed, 12 Nov 2025 11:30:00 +0100", "complete",
                      note="one PDF for each piece")
    box.put("Wed, 12 Nov 2025 11:31:00 +0100", DAM[VAL], "Réponse automatique : Dossier complet",
            "Je suis absente jusqu’au 20 novembre.\n", "automatic", "automatic",
            headers=[("Auto-Submitted", "auto-replied")], note="out of office")
    submit("B", "Thu, 20 Nov 2025 14:05:00 +0100", "complete", note="the whole form in one .docx",
           pattern="dossier complet.{kind}")
    _, c_id = submit("C", "Mon, 01 Dec 2025 16:40:00 +0100", "incomplete",
                     ["avis-cme-chu", "protection-donnees"], note="two pieces absent")
    p = PEOPLE["C"]
    box.put("Fri, 05 Dec 2025 09:15:00 +0100", DAM[RIV], "RE: Candidature ASR – pièces manquantes",
            "Bonjour,\n\nVoici les deux pièces manquantes.\n", "dam", "filed", "complete", (),
            "CHI-TROIS-RIVIERES", "completion in the thread", files=files("C2"),
            headers=[("In-Reply-To", c_id), ("References", c_id)])
    box.dossier(p, *CODE[RIV], "complete")
    submit("D", "Mon, 08 Dec 2025 17:20:00 +0100", "incomplete", (), ["avis-directeur-ch"],
           note="annexe 9 is the empty form", pattern="candidature {who}.{kind}")
    e, f = PEOPLE["E"], PEOPLE["F"]
    folder = archive([(f"{PEOPLE[k].family} {PEOPLE[k].given}/{name}", data) for k in "EF"
                      for name, data in files(k)])
    box.put("Wed, 10 Dec 2025 08:50:00 +0100", DAM[RIV], "Deux dossiers ASR",
            f"Bonjour,\n\nCi-joint les dossiers de {e.whole} et de {f.whole}.\n\nCordialement.\n",
            "dam", "filed", "incomplete", ["projet"], "CHI-TROIS-RIVIERES",
            "two candidates in one ZIP, a folder each", files=[("dossiers ASR.zip", folder)])
    box.dossier(e, *CODE[RIV], "complete")
    box.dossier(f, *CODE[RIV], "incomplete", ["projet"])
    box.put("Thu, 11 Dec 2025 15:00:00 +0100", "dam@chu-grandport.test",
            "Dossier ASR BRUNEVAL", letter(PEOPLE["A"]), "chu", "refused", "not-dam", (),
            "CHU-GRANDPORT", "the CHU's DAM may not submit", files=files("A")[:6])
    box.put("Fri, 12 Dec 2025 20:10:00 +0100", "leyla@courriel-prive.test", "Ma candidature",
            "Bonjour,\n\nVoici mon dossier.\n\nLeyla Özdemir\n", "outsider", "refused", "not-dam", (),
            None, "the candidate herself", files=files("I", "mon dossier.{kind}"))
    g = PEOPLE["G"]
    box.put("Mon, 15 Dec 2025 10:30:00 +0100", "secretariat.psy@ch-rocheclaire.test",
            f"Dossier {g.family}", letter(g), "establishment", "review", "registered", (),
            "CH-ROCHECLAIRE", "the hospital, not its DAM", files=files("G", "{who}.{kind}"))
    box.dossier(g, *CODE[ROC], "review")
    box.put("Tue, 16 Dec 2025 07:45:00 +0100", DAM[VAL], "Dossier ASR urgent", letter(PEOPLE["M"]),
            "forged", "review", "none", (), "CH-VALSAPIN", "our own server says DMARC fails",
            files=files("M", "dossier.{kind}"), verdict="fail")
    box.put("Tue, 16 Dec 2025 08:00:00 +0100", "affaires.medicales@ch-valsappin.test",
            "Dossier ASR", letter(PEOPLE["M"]), "outsider", "refused", "not-dam", (), None,
            "look-alike domain", files=files("M", "dossier.{kind}"))
    box.write(first, box.messages[2] | {
        "outcome": "duplicate", "reply": "none", "missing": [],
        "note": "the same message delivered twice"})
    again = b"Received: from alias.test by mx.ars-essai.test;\r\n" \
        b"\tWed, 12 Nov 2025 11:45:00 +0100\r\n" + first
    box.write(again, box.messages[2] | {
        "outcome": "duplicate", "reply": "none", "missing": [],
        "note": "same Message-ID and documents through an alias"})
    box.put("Wed, 17 Dec 2025 11:00:00 +0100", DAM[ROC], "Dossier ASR par lien",
            "Bonjour,\n\nLe dossier est trop lourd : https://francetransfert.numerique.gouv.fr/"
            "download/download-info?enclosure=essai\n", "dam", "review", "registered", (),
            "CH-ROCHECLAIRE", "a link instead of files")
    box.put("Thu, 18 Dec 2025 12:00:00 +0100", "MAILER-DAEMON@mx.ars-essai.test",
            "Undelivered Mail Returned to Sender", "This is the mail system.\n", "automatic",
            "automatic", headers=[("X-Failed-Recipients", "x@y.test")], note="delivery report")
    box.put("Thu, 18 Dec 2025 12:30:00 +0100", DAM[RIV], "Lu : Dossier complet", "Lu.\n", "automatic",
            "automatic", headers=[("Auto-Submitted", "auto-generated")], note="read receipt")
    box.put("Fri, 19 Dec 2025 09:00:00 +0100", DAM[VAL], "[liste-dam] Modèle de convention",
            "À toutes les DAM.\n", "automatic", "automatic", note="mailing list",
            files=files("A")[:1], headers=[("List-Id", "<dam.listes.test>")])
    box.put("Mon, 05 Jan 2026 10:00:00 +0100", DAM[RIV], "Nouveau numéro",
            "Bonjour,\n\nNotre numéro a changé.\n", "dam", "correspondence",
            establishment="CHI-TROIS-RIVIERES", note="a vCard is no document",
            files=[("carte.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:DAM\r\nEND:VCARD\r\n")])
    box.put("Tue, 06 Jan 2026 18:00:00 +0100", "tristan@courriel-prive.test", "Question",
            "Bonjour, quand saurai-je ?\n", "outsider", "correspondence", note="question")
    h_files = files("H") + [("avis signé.pdf", lock(documents.get(asked["H2"][0][2])))]
    submit("H", "Wed, 07 Jan 2026 09:30:00 +0100", "registered", ["avis-directeur-chu"],
           files=h_files, note="one PDF wants a password: it may be what lacks")
    box.dossiers["DELACROIX-PONS"]["status"] = "review"
    submit("I", "Mon, 02 Mar 2026 08:00:00 +0100", "complete",
           note="after the first date, before the extended one", pattern="{who}.{kind}")
    submit("K", "Thu, 05 Mar 2026 11:00:00 +0100", "incomplete", PIECES,
           note="only the covering letter", pattern="{piece}.{kind}")
    inner = email.message.EmailMessage(policy=email.policy.SMTP)
    inner["From"], inner["To"] = "prosper@courriel-prive.test", DAM[RIV]
    inner["Subject"] = "Mes pièces"
    inner.set_content("Bonjour,\n\nVoici mes pièces.\n\nProsper Nguema\n")
    for name, data in files("L"):
        add_file(inner, name, data)
    box.put("Fri, 06 Mar 2026 14:00:00 +0100", DAM[RIV], "TR: Mes pièces – NGUEMA Prosper",
            letter(PEOPLE["L"]), "dam", "filed", "complete", (), "CHI-TROIS-RIVIERES",
            "forwarded as message/rfc822", files=[("Mes pièces.eml", inner.as_bytes())])
    box.dossier(PEOPLE["L"], *CODE[RIV], "complete")
    m = PEOPLE["M"]
    box.put("Mon, 09 Mar 2026 09:00:00 +0100", DAM[VAL], f"Dossier ASR {m.family}", letter(m), "dam",
            "review", "registered", (), "CH-VALSAPIN", "our server said nothing: unproven",
            files=files("M", "dossier {who}.{kind}"), verdict=None)
    box.dossier(m, *CODE[VAL], "review")
    submit("J", "Sat, 21 Mar 2026 00:00:10 +0100", "late", note="ten seconds after the last day",
           late=True, pattern="{who}.{kind}")


def main():
    folder = pathlib.Path(sys.argv[1])
    (folder / "mail").mkdir(parents=True, exist_ok=True)
    documents = Documents()
    asked = plan(documents)
    documents.make()
    box = Mailbox(folder)
    write_mailbox(box, documents, asked)
    truth = {"messages": box.messages, "dossiers": list(box.dossiers.values())}
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n",
                                       encoding="utf-8")


if __name__ == "__main__":
    main()
