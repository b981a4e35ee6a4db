# SPDX-License-Identifier: GPL-3.0-or-later
"""The third part: archives, deadlines, other schemes, automatic mail, and
last year's campaign."""
import unicodedata

from letters import opinion, project
from more_letters import motivation2, opinion2
from pages import OLD_PIECES, PIECES, page, whole
from papers import Bytes, Paper, archive
from people import Candidate, H
from post import DEADLINES, greeting, other

AVIS = [p for p in PIECES if p.startswith("avis")]
SECOND = DEADLINES["2026"][1][0]
cast = Candidate


def papers_of(c, kind="pdf", name="{n}.{kind}", without=(), blank=(), makers=None):
    makers = makers or {}
    return [(name.format(n=i, kind=kind, piece=p, family=c.family, given=c.given),
             Paper(makers[p] if p in makers else page(c, p, p in blank), kind))
            for i, p in enumerate(PIECES, 1) if p not in without]


def zipped(entries, more=()):
    return Bytes(lambda: archive([*[(n, p.data()) for n, p in entries], *more]))


def zip_with_password(entries):
    """Said to be locked by its flags: no reader opens it without a word."""
    def make():
        raw = bytearray(archive([(n, p.data()) for n, p in entries]))
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = raw.find(mark)
            while place >= 0:
                raw[place + at] |= 1
                place = raw.find(mark, place + 4)
        return bytes(raw)
    return Bytes(make)


def archives(box):
    a = cast(60, "LEBRETON", "Maëlys", "f", "endocrinologie-diabétologie-nutrition", "CH-COUTANCES")
    inner = zipped(papers_of(a, name="avis/{n}.{kind}", without=[p for p in PIECES
                                                               if p not in AVIS]))
    outer = papers_of(a, "docx", "LEBRETON/{n}.{kind}", without=AVIS)
    junk = [("__MACOSX/LEBRETON/._1.docx", b"\0\5\x16\7" + b"\0" * 60), (".DS_Store", b"\0\0\0\1Bud1"),
            ("Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)]
    box.file(a, "2026-02-20 09:00:00", "complete",
             [("dossier.zip", Bytes(lambda: archive([*[(n, p.data()) for n, p in outer],
                                                     ("avis.zip", inner.data()), *junk])))],
             "complete: ZIP in ZIP with what a Mac and a Windows explorer leave in it",
             deadline=SECOND)
    b, c = (cast(61, "MAILLARD", "Rosalie", "f", "hépato-gastro-entérologie", "CHES"),
            cast(62, "BÂ", "Ousmane", "m", "cardiologie", "CHES"))
    files = papers_of(b, name="MAILLARD_{piece}.{kind}") + papers_of(
        c, name="BA_{piece}.{kind}", without=("avis-cme-ch", "projet"))
    mid = box.send("2026-02-23 10:10:00", b.hospital.dam, "ASR : 2 candidatures",
                   f"Bonjour,\n\nMme {b.whole} et M. {c.whole}.\n\nCordialement\n",
                   other("dam", "filed", "incomplete", "CHES", "two candidates by file names in one "
                         "ZIP, one lacks two pieces; a family name of two letters",
                         missing=sorted(("avis-cme-ch", "projet"))), [("envoi.zip", zipped(files))])
    box.dossier(b, "complete", ids=[mid], deadline=SECOND)
    box.dossier(c, "incomplete", missing=("avis-cme-ch", "projet"), ids=[mid], deadline=SECOND)
    d = cast(63, "FOUQUET", "Armel", "m", "gériatrie", "CH-LAIGLE")
    box.file(d, "2026-02-24 15:00:00", "registered", [("FOUQUET Armel.zip", zip_with_password(
        papers_of(d)))], "the whole dossier in a ZIP that wants a password", missing=PIECES,
        deadline=SECOND, may_defer=True)
    e = cast(64, "NOËL", "Adélaïde", "f", "pédiatrie", "CH-ARGENTAN")
    names = [unicodedata.normalize("NFD", f"Pièce n°{i} – Noël Adélaïde.pdf") for i in range(12)]
    names[3], names[4] = "Lettre_signÃ©e.pdf", "Avis du directeur.pdf"
    box.file(e, "2026-02-25 16:16:00", "complete",
             [(n, p) for n, (_, p) in zip(names, papers_of(e))],
             "complete: decomposed accents, mojibake, and one name that contradicts its page",
             deadline=SECOND)


def states(box):
    a = cast(65, "CARPENTIER", "Violette", "f", "psychiatrie", "NHN")
    first = box.file(a, "2026-02-26 09:00:00", "complete", papers_of(a, name="VC{n}.{kind}"),
                     "complete; an empty page comes after it", deadline=SECOND)
    box.file(a, "2026-02-27 09:00:00", "complete",
             [("annexe 9.pdf", Paper(page(a, "avis-directeur-ch", True)))],
             "an empty page of annexe 9 after the filled one: the filled one counts",
             deadline=SECOND, headers=[("In-Reply-To", first), ("References", first)],
             subject="ANNULE ET REMPLACE – CARPENTIER Violette")
    b = cast(66, "GRENIER", "Tugdual", "m", "médecine d’urgence", "CH-PAUD")
    first = box.file(b, "2026-03-02 10:00:00", "incomplete",
                     papers_of(b, "docx", "TG{n}.{kind}", blank=("avis-chef-service-chu",)),
                     "incomplete: the university head's page is empty", deadline=SECOND,
                     blank=("avis-chef-service-chu",),
                     body=greeting(b) + "\nLe dossier est complet.\n")
    box.file(b, "2026-03-06 10:00:00", "complete",
             [("TG5 v2.pdf", Paper(opinion2(b, "avis-chef-service-chu", 0)))],
             "completed by a certificate instead of the form's page", deadline=SECOND,
             headers=[("In-Reply-To", first), ("References", first)], subject="TR: TG5")
    c = cast(67, "LE TELLIER DE ROSNY", "Anne-Charlotte", "f", "radiologie et imagerie médicale",
             "CH-LISIEUX")
    form = papers_of(c, name="{family} {piece}.{kind}")
    box.file(c, "2026-03-09 11:00:00", "complete", form, "complete: a long name with particles",
             deadline=SECOND)
    box.file(c, "2026-03-10 08:00:00", "complete", form, "the same files in a new message",
             deadline=SECOND, body="Je vous renvoie le dossier par sécurité.\n")
    d = cast(68, "GUILLEMIN", "Jeanne", "f", "dermatologie et vénéréologie", "CHAB")
    f = {p: opinion(d, p, 0).replace("GUILLEMIN", "ROUX-GUILLEMIN") for p in AVIS}
    f["fiche-candidat"] = page(d, "fiche-candidat", values={"Nom du": "GUILLEMIN épouse ROUX"})
    box.file(d, "2026-03-11 12:00:00", "complete", papers_of(d, name="JG{n}.{kind}", makers=f),
             "complete: a married name on the sheet, both names in the opinions", deadline=SECOND,
             subject="Candidature de Mme GUILLEMIN ROUX Jeanne",
             body="Bonjour,\n\nDossier de Mme GUILLEMIN épouse ROUX.\n")
    box.dossiers[d.whole]["also"] = ["GUILLEMIN ROUX Jeanne", "ROUX Jeanne", "ROUX GUILLEMIN Jeanne",
                                     "GUILLEMIN épouse ROUX Jeanne"]
    e1 = cast(69, "PRIGENT", "Malo", "m", "pneumologie", "CH-GISORS")
    e2 = cast(70, "PRIGENT", "Malo", "m", "pneumologie", "CH-BERNAY")
    box.file(e1, "2026-03-12 09:00:00", "complete", papers_of(e1, name="MP{n}.{kind}"),
             "complete: the first of two hospitals for one candidate", deadline=SECOND)
    box.dossiers["PRIGENT 1"] = box.dossiers.pop(e1.whole)
    box.dossiers["PRIGENT 1"]["may_defer"] = True
    box.file(e2, "2026-03-13 09:00:00", "complete", papers_of(e2, name="MP{n}.{kind}"),
             "the same candidate for another hospital: a dossier of its own, or a person looks",
             deadline=SECOND, may_defer=True)
    box.dossiers["PRIGENT 2"] = box.dossiers.pop(e2.whole)
    g = cast(71, "DUBOSQ", "Théo", "m", "neurologie", "CH-BERNAY")
    g.chu, g.chu_director, g.chu_president = (H["CHU-CAEN"], "M. Grégoire VALDAHON",
                                              "Pr Maëlle STEVENOT")
    box.file(g, "2026-03-16 10:00:00", "complete", papers_of(g, name="TD{n}.{kind}"),
             "complete: the CHU of the other subdivision, a warning and no refusal", deadline=SECOND)


def deadlines(box):
    a = cast(72, "MESNAGE", "Iris", "f", "gynécologie-obstétrique", "CHCF")
    first = box.file(a, "2026-04-29 18:00:00", "incomplete",
                     papers_of(a, name="IM{n}.{kind}", without=("avis-cme-chu",)),
                     "incomplete, the day before the extended deadline", missing=("avis-cme-chu",),
                     deadline=SECOND)
    b = cast(73, "LUBIN", "Octavie", "f", "ophtalmologie", "CH-DIEPPE")
    other_first = box.file(b, "2026-04-30 23:59:50", "incomplete",
                           papers_of(b, name="OL{n}.{kind}", without=("avis-coordonnateur",)),
                           "incomplete, ten seconds before the extended deadline",
                           missing=("avis-coordonnateur",), deadline=SECOND)
    c = cast(74, "ANQUETIL", "Florent", "m", "chirurgie vasculaire", "CHIPHF")
    box.file(c, "2026-05-01 00:00:30", "late", papers_of(c, name="FA{n}.{kind}"),
             "complete, thirty seconds late", late=True, deadline=SECOND,
             date="Thu, 30 Apr 2026 23:10:00 +0200")
    d = cast(75, "SAVARY", "Clotaire", "m", "médecine interne", "GHH")
    box.file(d, "2026-05-04 09:00:00", "late",
             papers_of(d, name="CS{n}.{kind}", without=("projet",), blank=("avis-cme-ch",)),
             "late, one piece absent and one empty", missing=("projet",), blank=("avis-cme-ch",),
             late=True, deadline=SECOND)
    box.file(a, "2026-05-08 11:00:00", "complete", [("CME.pdf", Paper(opinion(a, "avis-cme-chu", 0)))],
             "completed after the deadline, within the fifteen days the reply gave",
             deadline=SECOND, headers=[("In-Reply-To", first), ("References", first)])
    box.file(b, "2026-06-02 11:00:00", "late", [("coord.pdf", Paper(opinion2(b, "avis-coordonnateur",
                                                                           0)))],
             "completed long after the fifteen days: late", late=True, deadline=SECOND,
             headers=[("In-Reply-To", other_first), ("References", other_first)])


def other_schemes(box):
    told = dict(may_defer=True)
    text = ("<h2>Dispositif 400 médecins généralistes</h2><h3>DOSSIER DE CANDIDATURE</h3><p>Candidat : "
            "Mme Garance LEPAGE, médecin généraliste</p><p>Exercice partagé entre la maison de santé "
            "pluridisciplinaire et le centre hospitalier.</p><p>1. Projet de santé actualisé</p>"
            "<p>2. Convention avec la structure ambulatoire</p>")
    box.send("2026-03-17 10:00:00", H["CH-MORTAGNE"].dam, "Candidature 400 MG", "Bonjour,\n\nci-joint un "
             "dossier « 400 MG ».\n", other("dam", "filed", "registered", "CH-MORTAGNE",
                                            "another scheme: never answered with ASR's pieces", **told),
             [("400MG.pdf", Paper(text))])
    optional(box, "LEPAGE", "Garance", "CH-MORTAGNE")
    text = ("<h2>Région Nouvelle-Aquitaine</h2><h3>Assistants spécialistes à temps partagé entre "
            "établissements (ASP)</h3><p>Candidate : Mme Capucine ARRIAGA – DES de pneumologie</p><p>"
            "Centre hospitalier de Dax et CHU de Bordeaux</p><p>Avis du chef de service : favorable</p>"
            "<p>Avis du chef de pôle : favorable</p><p>Dépôt sur démarches-simplifiées</p>")
    box.send("2026-03-18 10:00:00", H["CH-EU"].dam, "TR: dossier ASP Nouvelle-Aquitaine",
             "Bonjour, est-ce pour vous ?\n", other("dam", "filed", "registered", "CH-EU",
                                                    "another region's dossier", **told),
             [("ASP.pdf", Paper(text))])
    optional(box, "ARRIAGA", "Capucine", "CH-EU")


def optional(box, family, given, code):
    c = cast(76, family, given, "f", "médecine générale", code)
    box.dossier(c, "review", missing=PIECES, deadline=SECOND, optional=True, may_defer=True)


def people_and_machines(box):
    a = cast(77, "TOUZÉ", "Amandine", "f", "psychiatrie", "EPSM-CAEN")
    kept = papers_of(a, name="{piece}.{kind}")
    box.file(a, "2026-03-19 09:00:00", "complete", kept,
             "complete: a subject that only looks like an out-of-office", deadline=SECOND,
             subject="Absence du Dr TOUZÉ du 1er au 5 : dossier ASR transmis par le secrétariat")
    box.send("2026-03-19 11:00:00", "a.touze@boite-perso.test", "Dossier ASR",
             "Bonjour, voici mon dossier pour l’EPSM.\n",
             other("outsider", "refused", "not-dam", note="the display name is the DAM's address, "
                   "the address is not"), kept,
             from_line='"dam@epsm-calvados.test" <a.touze@boite-perso.test>')
    box.send("2026-03-20 08:00:00", "dam@epsm-calvados.test", "Dossier ASR TOUZÉ", greeting(a),
             other("forged", "review", "none", "EPSM-CAEN", "our server says fail; a header that the "
                   "sender brought along, below, bears our server's name and says pass"), kept,
             auth="spf=fail smtp.mailfrom=x@ailleurs.test; dkim=none; dmarc=fail header.from={domain}",
             headers=[("Authentication-Results", "mx.ars-corpus.test; dmarc=pass "
                       "header.from=epsm-calvados.test")])
    c = cast(78, "JAMET", "Sacha", "m", "urologie", "CH-EU")
    mid = box.send("2026-03-20 10:00:00", "affaire-medicales@ch-eu.test", "Dossier JAMET", greeting(c),
                   other("establishment", "review", "registered", "CH-EU",
                         "a near miss of the DAM's address in the right domain: provisional"),
                   papers_of(c, name="SJ{n}.{kind}"))
    box.dossier(c, "review", ids=[mid], deadline=SECOND)
    for at, sender, subject, headers, note in (
            ("2026-03-23 07:00:00", "c.poisnel@ch-argentan.test", "C. Poisnel est absent(e)",
             [("Auto-Submitted", "auto-generated"), ("X-Mailer", "Lotus Domino")],
             "out of office, Domino"),
            ("2026-03-23 07:05:00", "nolwenn.ab@boite-perso.test", "En vacances !",
             [("Precedence", "bulk"), ("X-Autoreply", "yes"), ("Auto-Submitted", "auto-replied")],
             "vacation reply of a free mail service"),
            ("2026-03-23 07:10:00", "antispam@filtre.test", "Authentifiez-vous",
             [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")],
             "a filter that asks for proof of being human"),
            ("2026-03-23 07:15:00", "dam-normandie@listes.test", "[dam] tableau des postes",
             [("List-Post", "<mailto:dam-normandie@listes.test>"), ("Precedence", "list")],
             "a list of the directions of medical affairs")):
        box.send(at, sender, subject, "…\n", other("automatic", "automatic", note=note),
                 headers=headers)
    for at, sender, who, code, subject, body, note in (
            ("2026-03-24 09:00:00", "bam@ch-bernay.test", "dam", "CH-BERNAY", "Dossier à venir",
             "Bonjour,\n\nle dossier de M. Dubosq est à la signature, il part demain.\n",
             "a DAM announces a dossier, nothing attached"),
            ("2026-03-24 10:00:00", "dam@chu-caen.test", "chu", "CHU-CAEN", "Date de commission",
             "Bonjour,\n\nquelle est la date de la commission ?\n", "question of a CHU"),
            ("2026-03-24 11:00:00", "sacha.jamet@boite-perso.test", "outsider", None, "Question",
             "Bonjour, mon CH vous a-t-il transmis mon dossier ? Sacha Jamet\n",
             "question of a candidate")):
        box.send(at, sender, subject, body, other(who, "correspondence", establishment=code, note=note))
    d = cast(79, "HÉBERT", "Marceau", "m", "gériatrie", "CH-VIRE")
    box.file(d, "2026-03-25 10:00:00", "incomplete",
             papers_of(d, name="MH{n}.{kind}", without=("avis-directeur-chu",)),
             "eleven pieces attached and a link for the twelfth: who has the link can tell, no rule "
             "does", missing=("avis-directeur-chu",), may_defer=True, deadline=SECOND,
             body=greeting(d) + "\nL’annexe 8, trop lourde : https://www.grosfichiers.com/essai\n")


def last_year(box):
    year = dict(session="2025")

    def old(c, kind="pdf", without=(), blank=()):
        return [(f"{c.family} {i}.{kind}", Paper(page(c, p, p in blank, form="asr-2025"), kind))
                for i, p in enumerate(OLD_PIECES, 1) if p not in without]
    a = cast(80, "BUQUET", "Honorine", "f", "rhumatologie", "GHH")
    box.file(a, "2025-01-06 10:00:00", "complete",
             [("BUQUET.pdf", Paper(whole(a, form="asr-2025", index=True)))],
             "2025: complete, last year's whole form with its list in front", **year)
    b = cast(81, "LEMONNIER", "Raphaël", "m", "gériatrie", "CH-FLERS")
    first = box.file(b, "2025-01-20 10:00:00", "incomplete",
                     old(b, without=("avis-cme-ch",), blank=("avis-directeur-chu",)),
                     "2025: incomplete, one absent, one empty", missing=("avis-cme-ch",),
                     blank=("avis-directeur-chu",), **year)
    box.file(b, "2025-01-27 10:00:00", "complete",
             [("a.pdf", Paper(opinion(b, "avis-cme-ch", 0))),
              ("b.pdf", Paper(opinion2(b, "avis-directeur-chu", 1)))],
             "2025: completed by two free letters", headers=[("In-Reply-To", first)], **year)
    c = cast(82, "ROZE", "Ambre", "f", "pédiatrie", "CHPC")
    letters = [Paper(opinion2(c, p, 2), "docx") for p in AVIS]
    box.file(c, "2025-02-14 23:30:00", "complete",
             [*[(f"AR {i}.docx", p) for i, p in enumerate(letters)],
              ("AR projet.docx", Paper(project(c, 1), "docx")),
              ("AR lettre.docx", Paper(motivation2(c, 1), "docx")),
              ("AR parcours.docx", Paper(page(c, "parcours", form="asr-2025"), "docx"))],
             "2025: complete in letters, half an hour before the last day ends", **year)
    d = cast(83, "STEIN", "Lazare", "m", "néphrologie", "CH-EU")
    box.file(d, "2025-02-17 08:30:00", "late", old(d, "odt", without=("projet-pedagogique",)),
             "2025: late and without the project", missing=("projet-pedagogique",), late=True, **year)


def messages(box):
    archives(box)
    states(box)
    other_schemes(box)
    people_and_machines(box)
    deadlines(box)
    last_year(box)
