# SPDX-License-Identifier: GPL-3.0-or-later
"""Dossiers sent in ways that the first corpus did not think of.

Labels are written from the rules, beside the message, before any program
reads it.  A note says why the case exists.
"""
from houses import (by_hand, course3, motivation3, opinion3, project3, sheet3, stamped,
                    table_of_opinions)
from letters import curriculum
from more_letters import consent
from pages import OLD_PIECES, PIECES, index_page, page, retyped
from papers import Bytes, Paper, photo
from people import Candidate
from post import DEADLINES, greeting, inner_message, other
from third import zipped

AVIS = [p for p in PIECES if p.startswith("avis")]
SECOND = DEADLINES["2026"][1][0]


def letters(c, style):
    """Everything a house can write itself."""
    made = {p: opinion3(c, p, style) for p in AVIS}
    made["lettre-motivation"], made["projet"] = motivation3(c, style), project3(c, style)
    return made


def pages_of(c, makers=None, without=(), blank=()):
    makers = makers or {}
    return [(p, makers[p] if p in makers else page(c, p, p in blank)) for p in PIECES
            if p not in without]


def files(c, makers=None, kind="pdf", name="{n}.{kind}", without=(), blank=()):
    return [(name.format(n=i, kind=kind, piece=p, family=c.family), Paper(html, kind))
            for i, (p, html) in enumerate(pages_of(c, makers, without, blank), 1)]


def one(c, name, makers=None, kind="pdf", without=(), order=None):
    """All in one document, in an order of its own."""
    made = dict(pages_of(c, makers, without))
    return (name, Paper([made[p] for p in (order or PIECES) if p in made], kind))


def wordings(box):
    a = Candidate(101, "DESLANDES", "Victoire", "f", "néphrologie", "CH-DIEPPE")
    box.file(a, "2025-11-12 10:05:00", "complete", files(a, letters(a, 0), "docx", "Courrier ({n}).{kind}"),
             "complete: opinions in other words («j’atteste accepter d’accueillir», an extract of "
             "minutes), .docx named by a word processor")
    b = Candidate(102, "KERVELLA", "Ronan", "m", "pneumologie", "CH-FALAISE")
    box.file(b, "2025-11-13 16:40:00", "complete", [one(b, "KERVELLA.odt", letters(b, 1), "odt")],
             "complete: letters of colleagues, a decree of one article, all in one .odt")
    c = Candidate(103, "ABDELLI", "Yasmine", "f", "psychiatrie", "CH-ROUVRAY")
    makers = {**letters(c, 2), "fiche-candidat": sheet3(c), "parcours": course3(c),
              "protection-donnees": consent(c)}
    box.file(c, "2025-11-14 09:12:00", "complete", files(c, makers, name="PJ n°{n}.{kind}"),
             "complete: nothing of the form: the sheet as lines, opinions as internal forms, consent in "
             "a letter")
    d = Candidate(104, "LENEVEU", "Auguste", "m", "gériatrie", "CHICAM")
    box.file(d, "2025-11-17 11:30:00", "complete",
             [("Dossier.pdf", Paper([html for _, html in pages_of(d, letters(d, 0))][::-1])),
              ("a.jpg", Bytes(lambda p=Paper("<p>Le soleil se lève</p>"): photo(p.data(), 3, 600)))],
             "complete: one PDF bound in reverse order, and a picture of nothing")
    e = Candidate(105, "SAINT-AUBIN", "Marguerite", "f", "rhumatologie", "CHIELVR")
    free, both = letters(e, 1), []
    for p in PIECES:  # the form's empty page stands before each letter
        both += [page(e, p, True), free[p]] if p in AVIS else [free.get(p) or page(e, p)]
    box.file(e, "2025-11-18 15:00:00", "complete", [("tout.pdf", Paper(both))],
             "complete: every opinion is a letter, the form's empty page was left in front of each")
    f = Candidate(106, "BOUDIN", "Thaïs", "f", "médecine d’urgence", "CH-VERNEUIL")
    makers = {p: retyped(f, p) for p in ("fiche-candidat", "parcours", *AVIS)}
    box.file(f, "2025-11-19 10:20:00", "complete", [one(f, "TB.docx", {**letters(f, 0), **makers}, "docx")],
             "complete: re-typed tables and free letters mixed in one .docx")


def scans(box):
    a = Candidate(107, "HAREL", "Stanislas", "m", "radiologie et imagerie médicale", "CHAG")
    hand = {p: stamped(by_hand(page(a, p))) for p in AVIS}
    pages = [html for _, html in pages_of(a, hand)]
    box.file(a, "2025-11-20 09:00:00", "complete",
             [("SKM_C25825112009000.pdf", Paper(pages).scan(dpi=150, skew=0.5, noise=5, quality=30,
                                                            turn=(0, 0, 0, 0, 90, 0, 270, 180)))],
             "complete: the form filled in with a pen, each page stamped on arrival, three turned",
             scanned=True, subject="Candidature ASR HAREL Stanislas")
    b = Candidate(108, "VERDIER-LACOSTE", "Capucine", "f", "pédiatrie", "CHPC")
    some = Paper([opinion3(b, p, 0) for p in AVIS if p != "avis-cme-ch"]).scan(
        dpi=150, fax=True, skew=0.8, noise=12)
    box.file(b, "2025-11-21 14:00:00", "incomplete",
             [*files(b, letters(b, 0), without=AVIS, name="{family} {n}.{kind}"), ("avis.pdf", some)],
             "incomplete: six letters in one black-and-white scan, the hospital's CME absent",
             missing=("avis-cme-ch",), scanned=True)
    c = Candidate(109, "TRAN", "Quang-Minh", "m", "hépato-gastro-entérologie", "CH-ARGENTAN")
    dim = Paper(opinion3(c, "avis-directeur-ch", 0))
    box.file(c, "2025-11-24 17:10:00", "registered",
             [*files(c, letters(c, 0), without=("avis-directeur-ch",), name="QM {n}.{kind}"),
              ("avis du directeur.jpg", Bytes(lambda: photo(dim.data(), 5, 170)))],
             "the director's opinion is a picture too small to read: it may be the missing piece",
             missing=("avis-directeur-ch",), scanned=True)


def traps(box):
    """Letters that speak of other roles than their signatory's."""
    a = Candidate(110, "GRIMOIN", "Hortense", "f", "dermatologie et vénéréologie", "CH-BERNAY")
    says = ("Le directeur de l’établissement et le président de la CME ont été consultés et partagent cet "
            "avis favorable.")
    made = {**letters(a, 0), "avis-chef-service-ch": opinion3(a, "avis-chef-service-ch", 0, says)}
    box.file(a, "2025-11-25 08:50:00", "incomplete",
             files(a, made, without=("avis-directeur-ch", "avis-cme-ch"), name="HG_{n}.{kind}"),
             "incomplete: the head of service says that director and president agree, they have not "
             "written", missing=("avis-directeur-ch", "avis-cme-ch"))
    b = Candidate(111, "PASQUIER", "Benoît", "m", "neurologie", "CHCF")
    top = (f"<p><b>{b.chu_name}</b><br>Pôle neurosciences</p><p>à Monsieur le Directeur général du "
           f"{b.chu_name}</p>")
    made = {**letters(b, 1), "avis-chef-service-chu": opinion3(b, "avis-chef-service-chu", 1, top=top)}
    box.file(b, "2025-11-25 13:30:00", "incomplete",
             files(b, made, "docx", without=("avis-directeur-chu",), name="pièce {n}.{kind}"),
             "incomplete: a head of service writes to the CHU's director, who has not written",
             missing=("avis-directeur-chu",))
    c = Candidate(112, "LE BARON", "Solène", "f", "endocrinologie-diabétologie-nutrition", "CH-STLO")
    top = (f"<table><tr><td><b>{c.chu_name}</b><br>Service de {c.specialty}<br>Chef de service : "
           f"{c.professor}<br>Praticiens hospitaliers : Dr TEST, Dr ESSAI<br>Secrétariat : 02 61 00 00 00"
           "</td></tr></table>")
    made = {**letters(c, 0), "avis-coordonnateur": opinion3(c, "avis-coordonnateur", 0, top=top)}
    box.file(c, "2025-11-26 09:15:00", "incomplete",
             files(c, made, without=("avis-chef-service-chu",), name="SLB{n}.{kind}"),
             "incomplete: the coordinator's letterhead names the head of service, who has not written",
             missing=("avis-chef-service-chu",))
    d = Candidate(113, "MARIETTE", "Joachim", "m", "médecine physique et de réadaptation", "CH-PAUD")
    box.file(d, "2025-11-26 17:45:00", "incomplete",
             files(d, letters(d, 1), without=("avis-cme-ch",), name="{n} MARIETTE.{kind}"),
             "incomplete: an opinion is only told of in the e-mail", missing=("avis-cme-ch",),
             body=greeting(d) + f"\nLe {d.president}, président de la CME, m’a donné son avis favorable "
             "par téléphone.\n")
    e = Candidate(114, "COUSIN", "Églantine", "f", "anesthésie-réanimation", "GHH")
    more = ("Le présent courrier vaut également avis du coordonnateur local de la spécialité (annexe 7), "
            "fonction que j’exerce pour la subdivision.")
    made = {**letters(e, 0), "avis-chef-service-chu": opinion3(e, "avis-chef-service-chu", 0, more)}
    box.file(e, "2025-11-27 10:00:00", "complete",
             files(e, made, without=("avis-coordonnateur",), name="EC-{n}.{kind}"),
             "complete: the university head of service says that his letter is the coordinator's too")
    f = Candidate(115, "VASSEUR", "Ludovic", "m", "chirurgie vasculaire", "CH-LISIEUX")
    three = ("avis-chef-service-ch", "avis-directeur-ch", "avis-cme-ch")
    box.file(f, "2025-11-27 15:35:00", "complete",
             [*files(f, letters(f, 1), without=three, name="VASSEUR ({n}).{kind}"),
              ("VASSEUR avis.pdf", Paper(table_of_opinions(f, three)))],
             "complete: three signatories of the hospital sign one table")


def filling(box):
    a = Candidate(116, "ROSSIGNOL", "Maud", "f", "oncologie médicale", "CHES")
    only = page(a, "avis-directeur-ch", values={"Je soussigné": "", "Directeur de": "", "Pour être": "",
                                                "Pour la période": "", "à l’issue": ""}, signed=False)
    box.file(a, "2025-12-01 11:00:00", "incomplete",
             files(a, {**letters(a, 0), "avis-directeur-ch": only}, name="MR{n}.{kind}"),
             "incomplete: the director's page bears the candidate's name and nothing else",
             blank=("avis-directeur-ch",))
    b = Candidate(117, "TISON", "Edgar", "m", "biologie médicale", "CHIPHF")
    bare = page(b, "avis-cme-ch", signed=False)
    box.file(b, "2025-12-02 11:00:00", "complete", files(b, {"avis-cme-ch": bare}, name="ET{n}.{kind}"),
             "complete: the president's page is filled in, neither dated nor signed: a warning")
    c = Candidate(118, "OUEDRAOGO", "Clarisse", "f", "gynécologie médicale", "CHAB")
    box.file(c, "2025-12-03 09:30:00", "incomplete",
             [("dossier rempli.pdf", Paper([html for _, html in pages_of(
                 c, letters(c, 2), blank=("protection-donnees",))]))],
             "incomplete: all in one PDF, the box of annexe 12 is not ticked",
             blank=("protection-donnees",))
    d = Candidate(119, "JOUANNE", "Timothée", "m", "médecine vasculaire", "CH-MORTAGNE")
    against = {p: opinion3(d, p, 0).replace("y est favorable", "n’y est pas favorable").replace(
        "rend un avis favorable", "rend un avis défavorable") for p in ("avis-directeur-ch", "avis-cme-ch")}
    box.file(d, "2025-12-03 14:00:00", "complete", files(d, {**letters(d, 0), **against}, "docx",
                                                        "TJ {n}.{kind}"),
             "complete: director and president are against it, in writing: present")
    e = Candidate(120, "FERREIRA", "Luana", "f", "médecine interne et immunologie clinique", "CH-COUTANCES")
    cv = Paper(curriculum(e))
    box.file(e, "2025-12-04 10:00:00", "complete",
             [("vide.pdf", Paper([index_page(), *[page(e, p, True) for p in PIECES]])),
              *files(e, letters(e, 1), name="rempli {n}.{kind}"), ("CV.pdf", cv),
              ("programme.pdf", Paper("<h3>Journées normandes de médecine interne</h3><p>Programme : Pr "
                                      "TEST, président ; Dr ESSAI, directeur scientifique</p>"))],
             "complete: the whole empty form, a CV and a congress programme beside the pieces")


def threads(box):
    a = Candidate(121, "LAISNEY", "Perrine", "f", "gynécologie-obstétrique", "CH-FLERS")
    first = box.file(a, "2025-12-08 10:00:00", "incomplete",
                     files(a, letters(a, 0), without=("avis-coordonnateur", "projet"),
                           name="Laisney {n}.{kind}"),
                     "incomplete: coordinator and project absent", missing=("avis-coordonnateur", "projet"))
    quoted = ("\n\n-----Message d’origine-----\nDe : ARS Normandie – Assistants spécialistes\nObjet : "
              "Dossier incomplet\n\nIl manque : Avis du coordonnateur local (annexe 7) ; Projet (annexe 4)\n")
    second = box.file(a, "2025-12-10 08:05:00", "incomplete",
                      [("doc.pdf", Paper(project3(a, 1).replace(f"Porteur : {a.whole}", "Porteur : "
                                                                "l’intéressée")))],
                      "one of the two, named by nothing but the thread; our own list is quoted below it",
                      missing=("avis-coordonnateur",), subject="RE: dossier incomplet",
                      body="Bonjour,\nci-joint le projet, l’avis suit.\n" + quoted,
                      headers=[("In-Reply-To", first), ("References", first)])
    box.file(a, "2025-12-12 17:55:00", "complete",
             [("IMG-0001.pdf", Paper(opinion3(a, "avis-coordonnateur", 1)))],
             "completed; the answer hangs on the answer before, not on the first message",
             subject="TR: RE: dossier incomplet", body="Et voici l’avis.\n",
             headers=[("In-Reply-To", second), ("References", f"{first} {second}")])
    b = Candidate(122, "CAILLOT", "Maxence", "m", "urologie", "CHICVS")
    box.file(b, "2025-12-15 12:00:00", "incomplete",
             files(b, letters(b, 1), without=AVIS[3:], name="CAILLOT (suite) {n}.{kind}"),
             "two parts, the second sent first", missing=AVIS[3:], subject="Envoi 2/2 CAILLOT Maxence",
             body="Suite et fin du dossier.\n")
    box.file(b, "2025-12-15 12:04:00", "complete",
             [(f"CAILLOT avis {i}.pdf", Paper(opinion3(b, p, 1))) for i, p in enumerate(AVIS[3:], 1)],
             "two parts, the first sent second: complete", subject="Envoi 1/2 CAILLOT Maxence", body="")
    c = Candidate(123, "PIERRE", "Laurent", "m", "santé publique", "CH-GISORS")
    chain = ("\n\nDe : dr.pierre <l.pierre@boite-perso.test>\nEnvoyé : mardi\nÀ : affmed\nObjet : RE: RE: ASR\n\n"
             "> il me manque encore l’annexe 9 (directeur) et l’annexe 10\n>> pensez à l’avis de la CME du CHU\n")
    box.file(c, "2025-12-16 09:40:00", "complete", files(c, letters(c, 2), name="{n}-{piece}.{kind}"),
             "complete: a chain forwarded inline whose history speaks of missing pieces; the family name "
             "is a first name", subject="TR: TR: RE: RE: ASR Pierre Laurent",
             body="Pour attribution. Dossier désormais complet.\n" + chain)
    d = Candidate(124, "MOREL", "Ambroise", "m", "cardiologie", "CH-LAIGLE")
    made = files(d, letters(d, 0), name="AM{n}.{kind}")
    box.file(d, "2025-12-17 10:10:00", "complete",
             [("message.eml", Bytes(lambda: inner_message(
                 "secretariat@ch-laigle.test", d.hospital.dam, "TR: mon dossier ASR", "Je transmets.\n",
                 [("dossier.eml", inner_message("a.morel@boite-perso.test", "secretariat@ch-laigle.test",
                                                "mon dossier ASR", "Voici.\n", made))])))],
             "complete: a message in a message in a message, nothing else", body="cf. pj\n",
             subject="TR: TR: mon dossier ASR")
    e = Candidate(125, "FOUBERT", "Gaëlle", "f", "allergologie", "CH-EU")
    box.file(e, "2025-12-18 08:30:00", "complete", files(e, letters(e, 0), name="{n}.{kind}"),
             "complete: neither subject nor text, Auto-Submitted says no", subject="", body="\n",
             headers=[("Auto-Submitted", "no"), ("X-Priority", "1")])


def several(box):
    a = Candidate(126, "LENGLET", "Morgane", "f", "gériatrie", "CH-VIRE")
    b = Candidate(127, "SOUDAIN", "Gabriel", "m", "pneumologie", "CH-FLERS")
    c = Candidate(128, "BAZIRE", "Nina", "f", "médecine d’urgence", "CHIC-ANDAINES")
    packed = [(f"{x.hospital.name}/{x.family} {x.given}/{n}", p) for x, lack, style in (
        (a, (), 0), (b, ("avis-directeur-chu",), 1), (c, (), 2))
              for n, p in files(x, letters(x, style), without=lack)]
    mid = box.send("2026-01-05 14:00:00", a.hospital.dam, "Candidatures ASR du territoire", "Bonjour,\n\nles "
                   "trois dossiers de nos établissements (un dossier compressé).\n",
                   other("dam", "filed", "incomplete", "CH-VIRE", "three candidates of three hospitals of one "
                         "direction, a folder each; one lacks a piece", missing=("avis-directeur-chu",)),
                   [("ASR GHT.zip", zipped(packed))])
    for x in (a, b, c):
        lack = ("avis-directeur-chu",) if x is b else ()
        box.dossier(x, "incomplete" if lack else "complete", missing=lack, ids=[mid])
    box.messages_truth()[-1]["establishment"] = None
    d = Candidate(129, "LEFRANC", "Adèle", "f", "ophtalmologie", "CHIELVR")
    e = Candidate(130, "LEFRANC", "Arthur", "m", "ophtalmologie", "CHIELVR")
    mid = box.send("2026-01-06 09:20:00", d.hospital.dam, "ASR : LEFRANC A. et LEFRANC A.", "Deux homonymes, "
                   "un PDF chacun.\n",
                   other("dam", "filed", "complete", "CHIELVR", "two candidates of one name, one specialty and "
                         "one initial, a PDF each"),
                   [one(d, "LEFRANC A (1).pdf", letters(d, 0)), one(e, "LEFRANC A (2).pdf", letters(e, 1))])
    box.dossier(d, "complete", ids=[mid])
    box.dossier(e, "complete", ids=[mid])
    f = Candidate(131, "NICOLLE", "Ferdinand", "m", "médecine nucléaire", "CH-LISIEUX")
    x = Candidate(131, "NICOLLE", "Ferdinand", "m", "médecine nucléaire", "CH-FALAISE")
    made = {**letters(f, 0), "avis-directeur-ch": opinion3(x, "avis-directeur-ch", 0)}
    box.file(f, "2026-01-07 10:00:00", "registered", files(f, made, name="FN{n}.{kind}"),
             "the director who gives his opinion is another hospital's: a person looks",
             missing=("avis-directeur-ch",))


def years(box):
    a = Candidate(132, "DUTHEIL", "Camille", "f", "neurologie", "CH-NEUFCHATEL")
    old = [(f"{i}.pdf", Paper(page(a, p, form="asr-2025"))) for i, p in enumerate(OLD_PIECES, 1)]
    box.file(a, "2026-01-08 10:00:00", "incomplete", old,
             "last year's form in this year's campaign: sheet and consent are not in it",
             missing=("fiche-candidat", "protection-donnees"), may_defer=True)
    b = Candidate(133, "BOSCHER", "Armand", "m", "gériatrie", "CH-BARENTIN")
    makers = {p: opinion3(b, p, 1) for p in AVIS}
    box.file(b, "2026-05-02 09:00:00", "late", files(b, makers, name="AB{n}.{kind}", without=("parcours",)),
             "late, one piece absent", missing=("parcours",), late=True, deadline=SECOND)


def messages(box):
    for part in (wordings, scans, traps, filling, threads, several, years):
        part(box)

