# SPDX-License-Identifier: GPL-3.0-or-later
"""The second forty messages and more: labelled, like the first, beforehand."""
import io

import third
from letters import project
from more_letters import consent, misread, motivation2, opinion2, printed_mail
from pages import (FORM, PIECES, motivation_lines, page, retyped, take, values_of,
                   whole)
from papers import Bytes, Paper, photo, print_only, rasters
from people import HEADS, Candidate, H
from post import DEADLINES, greeting, inner_message, other
from raw import Pdf

AVIS = [p for p in PIECES if p.startswith("avis")]
SECOND = DEADLINES["2026"][1][0]


def cast(n, family, given, sex, specialty, code, **more):
    return Candidate(n, family, given, sex, specialty, code, **more)


def free2(c, style):
    made = {p: opinion2(c, p, style) for p in AVIS}
    made["lettre-motivation"] = motivation2(c, style % 2)
    made["projet"] = project(c, style % 2)
    return made


def papers_of(c, makers=None, kind="pdf", name="{n}.{kind}", without=(), blank=()):
    makers = makers or {}
    return [(name.format(n=i, kind=kind, piece=p, family=c.family),
             Paper(makers[p] if p in makers else page(c, p, p in blank), kind))
            for i, p in enumerate(PIECES, 1) if p not in without]


def wordings(box):
    """Opinions in the words of other houses."""
    a = cast(30, "LEMARCHAND", "Éloïse", "f", "gériatrie", "CH-GISORS")
    box.file(a, "2026-01-21 09:30:00", "complete", papers_of(a, free2(a, 0), name="Scan_{n:04}.{kind}"),
             "complete: certificates, a decision signed by delegation, a recommendation")
    b = cast(31, "O’SULLIVAN", "Brendan", "m", "médecine intensive-réanimation", "CH-ARGENTAN")
    box.file(b, "2026-01-21 16:05:00", "complete",
             [("O'Sullivan - dossier.docx", Paper([free2(b, 1).get(p, page(b, p)) for p in PIECES],
                                                  "docx"))],
             "complete: colleagues' letters in one .docx, an apostrophe in the name",
             headers=[("X-Auto-Response-Suppress", "DR, RN, NRN")])
    c = cast(32, "VAN DER BEKEN", "Liesbeth", "f", "hématologie", "EPSM-CAEN")
    first = box.file(c, "2026-01-22 10:00:00", "incomplete",
                     papers_of(c, free2(c, 2), "rtf", "pièce {n}.{kind}", without=("avis-coordonnateur",)),
                     "incomplete: .rtf letters that are little more than tables; the coordinator "
                     "is announced for later", missing=("avis-coordonnateur",),
                     body=greeting(c) + "\nL’avis du coordonnateur suivra.\n")
    d = cast(32, "VANDERBEKEN", "Liesbeth", "f", "hématologie", "EPSM-CAEN")
    box.file(c, "2026-01-28 12:00:00", "complete",
             [("coordo Vanderbeken.pdf", Paper(opinion2(d, "avis-coordonnateur", 1)))],
             "completion that writes the name in one word, in the thread",
             headers=[("In-Reply-To", first), ("References", first)], subject="RE: complément")
    e = cast(33, "QUERUEL", "Anatole", "m", "néphrologie", "CH-EU")
    both = (f"<p>{e.ch_name} – {e.chu_name}</p><p>AVIS CONJOINT DES DIRECTIONS</p><p>Le directeur du "
            f"{e.ch_name} et la directrice générale du {e.chu_name} donnent, chacun pour son "
            f"établissement, un avis favorable à la candidature de M. {e.whole} au poste "
            f"d’assistant spécialiste.</p><p>{e.director}, pour le {e.ch_name}</p>"
            f"<p>{e.chu_director}, pour le {e.chu_name}</p>")
    two = page(e, "avis-cme-ch") + page(e, "avis-cme-chu")
    kept = papers_of(e, without=("avis-directeur-ch", "avis-directeur-chu", "avis-cme-ch",
                                 "avis-cme-chu"), name="{piece}.{kind}")
    box.file(e, "2026-01-23 11:11:00", "complete",
             [*kept, ("directions.pdf", Paper(both)), ("CME.pdf", Paper(two, size=8))],
             "complete: one joint letter of both directors, both CME presidents on one sheet")
    f = cast(34, "BOUTELOUP", "Solène", "f", "pneumologie", "CH-FLERS")
    head = (f"<p>{f.ch_name}</p><p>Objet : double avis</p><p>Tant comme chef du service de pneumologie "
            f"que comme président de la commission médicale d’établissement du {f.ch_name}, je donne "
            f"un avis favorable à la candidature de Mme {f.whole}, au titre de chacune de ces deux "
            "fonctions.</p><p>Dr Stanislas VIMONT<br>Chef du service de pneumologie, président de la "
            f"CME du {f.ch_name}</p>")
    box.file(f, "2026-01-26 15:40:00", "complete",
             [*papers_of(f, without=("avis-cme-ch", "avis-chef-service-ch"), name="BOUTELOUP_{n}.{kind}"),
              ("VIMONT.pdf", Paper(head))],
             "complete: the head of service also presides the CME and signs once for both; shared "
             "office of three hospitals")
    g = cast(35, "MARIE-ROSE", "Gladys", "f", "psychiatrie", "CPO")
    stamped = [page(g, p, True) + "<p>ARRIVÉE – Direction – 12 JAN. 2026</p>"
               for p in ("avis-directeur-ch",)]
    box.file(g, "2026-01-27 09:00:00", "incomplete",
             [*papers_of(g, without=("avis-directeur-ch",), name="G{n}.{kind}"),
              ("G9.pdf", Paper(stamped))],
             "incomplete: the director's page bears nothing but the stamp of arrival",
             blank=("avis-directeur-ch",))


def tricks(box):
    a = cast(36, "PIGNEROL", "Aliénor", "f", "médecine vasculaire", "CHAG", head=HEADS[3])
    box.file(a, "2026-01-28 17:20:00", "complete", papers_of(a, free2(a, 0), "docx", "PIGNEROL {n}.{kind}"),
             "complete: the candidate bears the name of a head of service in other dossiers")
    b = cast(38, "D’ESTAINTOT", "Gauthier", "m", "rhumatologie", "CHICAM")
    box.file(b, "2026-01-31 23:59:40", "complete",
             [("D’Estaintot.pdf", Paper(whole(b)).then(print_only))],
             "complete: twenty seconds before the first deadline; PDF locked against change only")
    c = cast(39, "SAHLI", "Meriem", "f", "dermatologie et vénéréologie", "CH-DIEPPE")
    box.file(c, "2026-02-01 00:00:20", "complete", papers_of(c, name="sahli-{n}.{kind}"),
             "complete: twenty seconds after the first deadline, so in time for the second",
             deadline=SECOND)
    d = cast(40, "HUREL", "Camille", "f", "pédiatrie", "CHIPHF")
    e = cast(41, "HUREL", "Camille", "m", "cardiologie", "GHH")
    box.file(d, "2026-02-02 10:00:00", "complete", papers_of(d, name="HUREL Camille {n}.{kind}"),
             "complete: of two candidates of one name, the first", deadline=SECOND)
    box.dossiers["HUREL 1"] = box.dossiers.pop(d.whole)
    box.file(e, "2026-02-02 14:00:00", "complete",
             papers_of(e, free2(e, 1), name="HUREL Camille {n}.{kind}"),
             "complete: same name, other person, other hospital, other specialty", deadline=SECOND,
             may_defer=True)
    box.dossiers["HUREL 2"] = box.dossiers.pop(e.whole)
    f, g = (cast(42, "LECONTE", "Jules", "m", "urologie", "CH-YVETOT"),
            cast(43, "ABGRALL", "Nolwenn", "f", "neurologie", "CH-NEUFCHATEL"))
    scans = [Paper([page(x, p) for p in PIECES]) for x in (f, g)]
    mid = box.send("2026-02-03 11:30:00", "dam.territoire@chu-rouen.test", "Candidatures du GHT",
                   "Bonjour,\n\nci-joint deux candidatures pour des établissements du GHT.\n",
                   other("dam", "filed", "complete", "CH-YVETOT", "two candidates of two hospitals "
                         "from one territory's office at a CHU's domain, names say nothing"),
                   [("Document1.pdf", scans[0]), ("Document2.pdf", scans[1])])
    box.dossier(f, "complete", ids=[mid], deadline=SECOND)
    box.dossier(g, "complete", ids=[mid], deadline=SECOND)
    h = cast(44, "THEUREL", "Amaury", "m", "oncologie médicale", "CH-BARENTIN")
    stray = cast(45, "BENOÎT", "Fleur", "f", "oncologie médicale", "CH-BARENTIN")
    box.file(h, "2026-02-04 09:20:00", "incomplete",
             [*papers_of(h, without=("avis-directeur-ch",), name="THEUREL {n}.{kind}"),
              ("THEUREL 9.pdf", Paper(page(stray, "avis-directeur-ch")))],
             "the director's opinion in it is about somebody else: never complete",
             sender="dam.territoire@chu-rouen.test", missing=("avis-directeur-ch",), may_defer=True,
             deadline=SECOND)
    box.dossier(stray, "review", missing=[p for p in PIECES if p != "avis-directeur-ch"],
                deadline=SECOND, optional=True, may_defer=True)
    i = cast(46, "SEBIRE", "Hermine", "f", "médecine générale", "CH-VERNEUIL")
    mail = printed_mail(i.professor, f"{i.ch_name}, affaires médicales", "RE: avis pour Mme SEBIRE",
                        "lundi 19 janvier 2026 18:02",
                        "Bonjour,\nje suis en congrès cette semaine, je vous ferai parvenir mon avis de "
                        "chef de service universitaire à mon retour.\nBien à vous")
    box.file(i, "2026-02-05 10:10:00", "incomplete",
             [*papers_of(i, without=("avis-chef-service-chu",), name="piece{n}.{kind}"),
              ("piece5.pdf", Paper(mail))],
             "a printed e-mail only promises the opinion: never complete",
             missing=("avis-chef-service-chu",), may_defer=True, deadline=SECOND)
    j = cast(47, "FERET", "Lilian", "m", "chirurgie orthopédique et traumatologique", "CH-BERNAY")
    support = inner_message(f"{j.coordinator} <coordo.cot@chu-rouen.test>", j.hospital.dam,
                            "Soutien FERET", f"Madame,\n\nen tant que coordonnateur local du DES, je "
                            f"soutiens la candidature de M. {j.whole}, son projet et son devenir.\n\n"
                            f"{j.coordinator}\n")
    box.file(j, "2026-02-06 08:45:00", "complete",
             [*papers_of(j, without=("avis-coordonnateur",), name="{piece}.{kind}"),
              ("Soutien FERET", Bytes(support))],
             "the coordinator's support came as an e-mail, attached: a letter wherever it is",
             may_defer=True, deadline=SECOND,
             edit=lambda raw: raw.replace(b"Content-Type: application/octet-stream",
                                          b"Content-Type: application/x-eml", 1))


def papers_by_hand(box):
    """Fillable, typed over, tables, an old reader's errors, consent in words."""
    a = cast(50, "MALHERBE", "Victoire", "f", "ophtalmologie", "CH-ROUVRAY")
    box.file(a, "2026-02-09 09:09:00", "complete", [("Formulaire ASR 2026.pdf", Bytes(
        lambda: form_pdf(a, fields=True)))],
        "complete: a fillable PDF, values in its fields only", deadline=SECOND)
    b = cast(51, "BOURDON", "Aymeric", "m", "allergologie", "CHICVS")
    box.file(b, "2026-02-10 10:10:00", "complete", [("annote.pdf", Bytes(
        lambda: form_pdf(b, fields=False)))],
        "complete: typed over the printed form with FreeText notes", deadline=SECOND)
    c = cast(52, "DUMESNIL", "Suzanne", "f", "médecine d’urgence", "CHIELVR")
    box.file(c, "2026-02-11 11:11:00", "complete",
             papers_of(c, {p: misread(page(c, p, values={"Donne un avis": c.whole})) for p in AVIS},
                       name="OCR {n}.{kind}"),
             "complete: opinions whose text layer is full of a reader's errors", deadline=SECOND)
    d = cast(53, "RAHMANI", "Idriss", "m", "biologie médicale", "CHES")
    makers = {p: retyped(d, p, title=None) for p in ("fiche-candidat", "parcours", *AVIS)}
    makers["protection-donnees"] = consent(d)
    makers["lettre-motivation"] = motivation2(d, 0)
    box.file(d, "2026-02-12 12:12:00", "complete", papers_of(d, makers, "odt", "R-{n}.{kind}"),
             "complete: re-typed tables, consent given in a letter instead of the box", deadline=SECOND)
    e = cast(54, "POTTIER", "Ninon", "f", "santé publique", "CH-FALAISE")
    box.file(e, "2026-02-13 13:13:00", "incomplete",
             [*papers_of(e, without=("protection-donnees",), name="NP{n}.{kind}"),
              ("NP12.pdf", Paper(page(e, "protection-donnees", True)))],
             "incomplete: the box of annexe 12 is visibly not ticked", sender="secr.medical@ch-falaise.test",
             blank=("protection-donnees",), deadline=SECOND)


def form_pdf(c, fields):
    """The printed form whose values stand in fields or in notes."""
    pdf = Pdf()
    for piece in PIECES:
        values, lines, marks = values_of(c, piece), [], []
        for line in FORM["asr-2026"][piece][:44]:
            value = take(values, line)
            if line.startswith("En cochant"):
                marks.append((len(lines) + 2, 60, "X"))
                lines += [line[:84], line[84:168], "[   ]"]
            elif line.startswith("Date : Signature"):
                marks.append((len(lines), 110, "12/01/2026"))
                lines += ["Date :", "Signature :"]
            else:
                parts = [line[cut:cut + 84] for cut in range(0, len(line), 84)]
                text = "; ".join(value) if isinstance(value, list) else value
                if text and len(line) > 40:
                    marks.append((len(lines) + len(parts), 70, text[:92]))
                    parts.append("")
                elif text:
                    marks.append((len(lines), 260, text))
                lines += parts
        if piece == "lettre-motivation":
            for i, text in enumerate(motivation_lines(c)):
                text = text.split("<")[0]
                for cut in range(0, len(text), 90):
                    marks.append((len(lines), 60, text[cut:cut + 90]))
                    lines.append("")
        pdf.page(lines, marks if fields else (), () if fields else marks)
    return pdf.data()


def tiff(paper, dpi=200):
    images = [i.convert("1", dither=0) for i in rasters(paper.data(), dpi)]
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="group4",
                   dpi=(dpi, dpi))
    return out.getvalue()


def pictures(box):
    a = cast(55, "LANGLOIS", "Perpétue", "f", "gynécologie médicale", "CHCF")
    shots = ("avis-chef-service-ch", "avis-directeur-ch", "avis-cme-ch")
    box.file(a, "2026-02-16 10:00:00", "complete",
             [*papers_of(a, without=shots, name="{piece}.{kind}"),
              *[(f"IMG_{4410 + i}.jpg", Paper(page(a, p)).then(photo, seed=i, exif=(None, 6, 3)[i]))
                for i, p in enumerate(shots)]],
             "complete: telephone photographs of three opinions, two turned by EXIF",
             deadline=SECOND, scanned=True)
    b = cast(56, "DEROUET", "Gaspard", "m", "neurochirurgie", "CH-STLO")
    fax = Paper([opinion2(b, p, 0) for p in AVIS])
    box.file(b, "2026-02-17 11:00:00", "complete",
             [*papers_of(b, without=AVIS, name="{family}-{n}.{kind}"),
              ("fax.tif", Bytes(lambda: tiff(fax)))],
             "complete: all opinions as one black-and-white TIFF of a fax server", deadline=SECOND,
             scanned=True)
    c = cast(57, "ZERAH", "Salomé", "f", "médecine nucléaire", "CH-LISIEUX")
    turned = (0, 90, 0, 180, 0, 270, 0)
    box.file(c, "2026-02-18 12:00:00", "incomplete",
             [*papers_of(c, without=AVIS, name="{n}.{kind}"),
              ("numerisation.pdf", Paper([page(c, p) for p in AVIS if p != "avis-cme-chu"]).scan(
                  turn=turned, noise=9, skew=1.8, grey=30))],
             "incomplete: dark, turned, noisy scan of six opinions, the CHU's CME absent",
             missing=("avis-cme-chu",), deadline=SECOND, scanned=True)
    d = cast(58, "BRIAND", "Corentin", "m", "médecine légale et expertises médicales", "CHPC")
    box.file(d, "2026-02-19 13:00:00", "incomplete",
             [*papers_of(d, without=("avis-directeur-chu", "avis-directeur-ch"), name="B{n}.{kind}"),
              ("B8-9.pdf", Paper([page(d, "avis-directeur-chu"), page(d, "avis-directeur-ch", True)])
               .scan(blur=0.6, noise=5))],
             "incomplete: in a blurred scan one director's page is filled in, the other is not",
             blank=("avis-directeur-ch",), deadline=SECOND, scanned=True)


def messages(box):
    wordings(box)
    tricks(box)
    papers_by_hand(box)
    pictures(box)
    third.messages(box)
