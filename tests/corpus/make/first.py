# SPDX-License-Identifier: GPL-3.0-or-later
"""The first forty messages: what each is, and what should become of it.

Labels are written from the rules, beside the message, before any program
reads it.  A note says why the case exists.
"""
from letters import curriculum, motivation, opinion, project, slip
from pages import PIECES, index_page, page, retyped, whole
from papers import Bytes, Paper, archive, cut_short, locked, logo
from people import Candidate, H
from post import DEADLINES, greeting, inner_message, other
from raw import tnef

AVIS = [p for p in PIECES if p.startswith("avis")]
FORM_ORDER = ["fiche-candidat", "lettre-motivation", "parcours", "projet", "protection-donnees"]
SECOND = DEADLINES["2026"][1][0]

C = {
    "GUEROULT": Candidate(1, "GUÉROULT", "Philippine", "f", "gériatrie", "CH-MORTAGNE"),
    "NZUZI": Candidate(2, "NZUZI", "Dieudonné", "m", "médecine d’urgence", "CH-EU"),
    "HOUARD": Candidate(3, "HOUARD", "Maïwenn", "f", "psychiatrie", "CPO"),
    "PETITJEAN": Candidate(4, "PETITJEAN", "Loïc", "m", "psychiatrie", "NHN"),
    "KOWALCZYK": Candidate(5, "KOWALCZYK", "Agnieszka", "f", "hépato-gastro-entérologie",
                           "CH-VERNEUIL"),
    "DELAUNEY": Candidate(6, "DELAUNEY", "Côme", "m", "pneumologie", "CHIC-ANDAINES"),
    "EL FASSI": Candidate(7, "EL FASSI", "Soukaïna", "f", "cardiologie", "CH-VIRE"),
    "VAUQUELIN": Candidate(8, "VAUQUELIN-DUVAL", "Jean-Eudes", "m", "rhumatologie", "CH-LISIEUX"),
    "BELHOMME": Candidate(9, "BELHOMME", "Tiphaine", "f", "dermatologie et vénéréologie",
                          "CH-LISIEUX"),
    "LE GOFF A": Candidate(10, "LE GOFF", "Annaïg", "f", "anesthésie-réanimation", "CHPC"),
    "LE GOFF Y": Candidate(11, "LE GOFF", "Yannick", "m", "chirurgie viscérale et digestive",
                           "CHPC"),
    "SCHMITT": Candidate(12, "SCHMITT", "Odile", "f", "neurologie", "CH-BERNAY"),
    "ROUSSELIN": Candidate(13, "ROUSSELIN", "Baptiste", "m", "urologie", "CH-STLO"),
    "TAVARES": Candidate(14, "TAVARES DA COSTA", "Inês", "f", "pédiatrie", "CH-COUTANCES"),
    "OZANNE": Candidate(15, "OZANNE", "Firmin", "m", "gynécologie-obstétrique", "CHCF"),
    "MBAYE": Candidate(16, "MBAYE", "Aïssatou", "f", "néphrologie", "CHAB"),
    "CAUVIN": Candidate(17, "CAUVIN", "Hector", "m", "médecine interne", "CH-FALAISE"),
    "DE BRECEY": Candidate(18, "DE BRÉCEY", "Apolline", "f", "gériatrie", "CH-LAIGLE"),
    "THOREL": Candidate(19, "THOREL", "Swann", "m", "radiologie et imagerie médicale", "CH-PAUD"),
    "YILDIRIM": Candidate(20, "YILDIRIM", "Defne", "f", "ophtalmologie", "CHES"),
    "MONNIER": Candidate(21, "MONNIER", "Célestin", "m", "oncologie médicale", "CHICVS"),
    "LAMY": Candidate(22, "LAMY", "Rose", "f", "endocrinologie-diabétologie-nutrition", "CHIELVR"),
    "HERBLINE": Candidate(23, "HERBLINE", "Mathurin", "m", "maladies infectieuses et tropicales",
                          "CH-DIEPPE"),
    "AMRANI": Candidate(24, "AMRANI", "Nour", "f", "médecine physique et de réadaptation", "CHAG"),
}

QUOTED = ("\n\nDe : Assistants spécialistes <asr@ars-corpus.test>\nEnvoyé : lundi 17 novembre 2025 "
          "09:00\nObjet : Appel à candidatures\n\n> Votre dossier doit comprendre : Annexe 1 – Fiche "
          "du candidat\n> Annexe 5 : Avis du chef de service universitaire\n> Annexe 9 : Avis du "
          "directeur du centre hospitalier\n> Annexe 12 : Protection des données\n")


def singles(c, makers, kind="pdf", name="{n:03}.{kind}"):
    """One file a piece; makers: piece to page, or a page of the form."""
    return [(name.format(n=i, kind=kind, piece=p),
             Paper(makers[p] if p in makers else page(c, p), kind))
            for i, p in enumerate(PIECES, 1)]


def free(c, style, verdicts=None):
    """Every opinion as a letter, with the motivation and the project."""
    made = {p: opinion(c, p, style, (verdicts or {}).get(p, "favorable")) for p in AVIS}
    made["lettre-motivation"], made["projet"] = motivation(c, style), project(c, style % 2)
    return made


def november(box):
    g = C["GUEROULT"]
    box.send("2025-11-03 07:30:12", "campagne@emailing-sante.test", "3 webinaires à ne pas manquer",
             "Inscrivez-vous.\n", other("automatic", "automatic", note="mailing: Feedback-ID and "
                                        "List-Unsubscribe, no Precedence"),
             headers=[("Feedback-ID", "77:emailing"), ("List-Unsubscribe", "<https://x.test/u>")])
    box.send("2025-11-18 09:40:00", g.hospital.dam, "Re: Appel à candidatures",
             "Bonjour,\nl’annexe 12 doit-elle être signée par le candidat ?\nMerci." + QUOTED,
             other("dam", "correspondence", establishment="CH-MORTAGNE",
                   note="question of a DAM above a quoted list of all annexes"))
    files = singles(g, free(g, 0), name="Numérisation_{n:03}.{kind}")
    first = box.file(g, "2025-11-20 14:22:31", "complete", files,
                     "complete: opinions, application and project as free letters on letterhead, "
                     "names say nothing")
    box.send("2025-11-20 14:22:58", g.hospital.dam, "Automatic reply: Dossier complet",
             "I am out of the office until 1 December.\n",
             other("automatic", "automatic", note="out of office, Exchange in English"),
             headers=[("X-Auto-Response-Suppress", "All"), ("auto-submitted", "auto-generated"),
                      ("X-MS-Exchange-Inbox-Rules-Loop", "dam@ch-mortagne.test")],
             return_path="")
    n = C["NZUZI"]
    box.file(n, "2025-11-24 11:05:00", "complete",
             [("Dossier.docx", Paper(whole(n, index=True), "docx"))],
             "complete: the whole form in one .docx with its index page left in front")
    box.send("2025-11-25 08:02:44", n.hospital.dam, "RE: Dossier complet",
             "Merci beaucoup, bonne journée." + QUOTED,
             other("dam", "correspondence", establishment="CH-EU",
                   note="thanks above quoted history, logo of the signature inline"),
             html="<p>Merci beaucoup, bonne journée.</p><img src='cid:image001.png@01'>",
             inline=[("image001.png@01", logo("CH EU"))],
             headers=[("In-Reply-To", first)])
    h = C["HOUARD"]
    both = (f"<p><b>{h.chu_name}</b><br>Service universitaire de psychiatrie</p><p>Objet : avis sur "
            f"la candidature de {h.title} {h.whole}</p><p>En ma double qualité de chef du service "
            f"universitaire de psychiatrie et de coordonnateur local du DES, j’émets un avis "
            f"favorable : à l’accueil de {h.title} {h.family} dans mon service du {h.chu_name} deux "
            f"jours par semaine, d’une part ; à sa candidature, à son projet et à son devenir au "
            f"{h.ch_name}, d’autre part.</p><p>Pr Ulysse CHANTELOUP<br>Chef de service – "
            "Coordonnateur du DES de psychiatrie</p>")
    made = [(f"{p}.pdf", Paper(page(h, p))) for p in PIECES
            if p not in ("avis-chef-service-chu", "avis-coordonnateur")]
    box.file(h, "2025-11-27 16:48:20", "complete", made + [("courrier PU-PH.pdf", Paper(both))],
             "complete: one letter is both the university head of service's and the coordinator's")
    p = C["PETITJEAN"]
    unkind = free(p, 1, {"avis-cme-ch": "réservé", "avis-chef-service-chu": "défavorable",
                         "avis-directeur-chu": "favorable sous réserve de financement"})
    box.file(p, "2025-12-01 10:10:10", "complete", singles(p, unkind, "docx", "PJ{n}.{kind}"),
             "complete: opinions reserved and unfavourable are present all the same")


def december(box):
    k = C["KOWALCZYK"]
    box.file(k, "2025-12-03 15:01:00", "incomplete",
             [("candidature KOWALCZYK.odt",
               Paper(whole(k, blank=("avis-cme-ch", "avis-cme-chu")), "odt"))],
             "incomplete: pages of both CME presidents left empty in one .odt",
             blank=("avis-cme-ch", "avis-cme-chu"))
    d = C["DELAUNEY"]
    box.file(d, "2025-12-05 09:00:00", "complete",
             [("Annexes 1 à 4 + 12.pdf", Paper([page(d, "fiche-candidat"), motivation(d, 2),
                                               page(d, "parcours"), page(d, "projet"),
                                               page(d, "protection-donnees")])),
              ("Annexes 5 à 11.pdf", Paper([page(d, x) for x in AVIS]))],
             "complete: one office serves Flers, Vire and the Andaines; the content names which")
    e = C["EL FASSI"]
    first = box.file(e, "2025-12-08 17:30:05", "incomplete",
                     [(f"{x}.docx", Paper(page(e, x) if x != "lettre-motivation" else motivation(e, 0),
                                          "docx")) for x in PIECES if x != "projet"],
                     "incomplete: no project, though the letter speaks of one",
                     missing=("projet",), subject="ASR nov. 2026 – EL FASSI S.")
    box.file(e, "2025-12-10 11:12:13", "complete", [("complément.odt", Paper(project(e, 1), "odt"))],
             "completion in the thread, a project of her own making", subject="RE: ASR nov. 2026",
             body="Bonjour,\nle document manquant.\nBien à vous\n",
             headers=[("In-Reply-To", first), ("References", first)])
    v = C["VAUQUELIN"]
    old = {"avis-chef-service-chu": 2, "avis-chef-service-ch": 3, "avis-coordonnateur": 4,
           "avis-directeur-chu": 5, "avis-directeur-ch": 6, "avis-cme-chu": 7, "avis-cme-ch": 8}
    files = [(f"Annexe {n}.pdf", Paper(page(v, x, form="asr-2025"))) for x, n in old.items()]
    files += [("Annexe 1.pdf", Paper(page(v, "projet-pedagogique", form="asr-2025"))),
              ("Annexe 1 bis.pdf", Paper(page(v, "fiche-candidat"))),
              ("motivation.docx", Paper(motivation(v, 1), "docx")),
              ("descriptif.docx", Paper(page(v, "parcours"), "docx")),
              ("Annexe 12.pdf", Paper(page(v, "protection-donnees")))]
    box.file(v, "2025-12-11 10:20:30", "complete", files,
             "complete: opinions and project on last year's pages, with last year's numbers")
    b = C["BELHOMME"]
    titles = [retyped(b, x) for x in ("fiche-candidat", "parcours", *AVIS)]
    box.file(b, "2025-12-15 13:13:13", "complete",
             [("BELHOMME.doc", Paper([titles[0], motivation(b, 0), titles[1], project(b, 0),
                                      *titles[2:], page(b, "protection-donnees")], "doc"))],
             "complete: the form re-typed as tables in one old .doc, opinions ticked favourable")
    a, y = C["LE GOFF A"], C["LE GOFF Y"]
    entries = [(f"{c.family} {c.given}/{i:02}.pdf", Paper(free(c, 2).get(x, page(c, x))))
               for c in (a, y) for i, x in enumerate(PIECES, 1)]
    zipped = Bytes(lambda: archive([(n, q.data()) for n, q in entries]))
    mid = box.send("2025-12-16 09:15:00", "r.tesniere@dpm.ch-cotentin.test", "2 dossiers ASR LE GOFF",
                   f"Bonjour,\n\nci-joint les dossiers de {a.title} {a.whole} et {y.title} {y.whole}.\n",
                   other("dam", "filed", "complete", "CHPC", "two candidates of one family name in "
                         "one ZIP, a folder each; the address is known by a wildcard"),
                   [("dossiers.zip", zipped)])
    box.dossier(a, "complete", ids=[mid])
    box.dossier(y, "complete", ids=[mid])


def strangers(box):
    s = C["SCHMITT"]
    files = [("dossier SCHMITT.pdf", Paper(whole(s)))]
    box.send("2025-12-17 08:00:00", H["CHU-ROUEN"].dam, f"Dossier ASR {s.whole}", greeting(s),
             other("chu", "refused", "not-dam", "CHU-ROUEN", "the CHU's recruitment office may not "
                   "submit"), files)
    box.send("2025-12-17 20:41:09", "odile.schmitt@boite-perso.test", "mon dossier",
             "Bonjour, voici mon dossier. Odile Schmitt\n",
             other("outsider", "refused", "not-dam", note="the candidate herself"), files)
    box.send("2025-12-18 09:09:09", "bam@ch-bernav.test", f"Dossier ASR {s.whole}", greeting(s),
             other("outsider", "refused", "not-dam", note="look-alike domain, well authenticated"),
             files)
    box.send("2025-12-18 10:00:00", s.hospital.dam, f"Dossier ASR {s.whole}", greeting(s),
             other("forged", "review", "none", "CH-BERNAY", "dkim of another domain, spf fail, no "
                   "dmarc verdict: forged"), files,
             auth="spf=fail smtp.mailfrom={sender}; dkim=fail header.d={domain}")
    box.file(s, "2025-12-19 10:45:00", "complete", files,
             "complete: redirected, so spf fails, but the DKIM signature of the domain holds",
             auth="spf=fail smtp.mailfrom=x@relais.test; dkim=pass header.d={domain}")
    r = C["ROUSSELIN"]
    unproven = [(f"{x}.pdf", Paper(page(r, x))) for x in PIECES]
    mid = box.send("2025-12-22 11:11:11", r.hospital.dam, f"ASR ROUSSELIN", greeting(r),
                   other("dam", "review", "registered", "CH-STLO", "a DAM address with no "
                         "Authentication-Results at all: unproven, a person looks"), unproven,
                   auth=None)
    box.dossier(r, "review", ids=[mid])
    box.send("2025-12-22 14:00:00", "MAILER-DAEMON@gh-lehavre.test", "Non remis : Votre demande",
             "Votre message n’a pas pu être remis.\n",
             other("automatic", "automatic", note="Exchange's delivery report, no Auto-Submitted"),
             return_path="", headers=[("X-MS-Exchange-Message-Is-Ndr", "")])
    box.send("2025-12-23 08:30:00", "dapm@gh-lehavre.test", "Notification d'absence",
             "Je suis en congé.\n", other("automatic", "automatic", note="Zimbra's vacation reply"),
             headers=[("Auto-Submitted", "auto-replied (zimbra; vacation)"),
                      ("Precedence", "bulk")])
    ics = (b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@x.test\r\n"
           b"DTSTART:20260112T090000Z\r\nSUMMARY:Point ASR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    box.send("2025-12-23 09:45:00", "dapm@gh-lehavre.test", "Point ASR – visio",
             "Je vous propose un point le 12 janvier.\n",
             other("dam", "correspondence", establishment="GHH", note="meeting request"),
             [("invite.ics", Bytes(ics))])


def january(box):
    t = C["TAVARES"]
    form = {x: Paper(page(t, x)) for x in PIECES}
    late = PIECES[7:]
    box.file(t, "2026-01-05 09:00:00", "incomplete",
             [(f"{t.family} {i}.pdf", form[x]) for i, x in enumerate(PIECES[:7], 1)],
             "several messages, 1 of 2", missing=late, subject="TAVARES DA COSTA envoi 1/2")
    box.file(t, "2026-01-05 09:04:00", "complete",
             [(f"{t.family} {i}.pdf", form[x]) for i, x in enumerate(PIECES[7:], 8)],
             "several messages, 2 of 2: complete", subject="TAVARES DA COSTA envoi 2/2 (fin)")
    o = C["OZANNE"]
    papers = [(f"A{i}.PDF", Paper(free(o, 1).get(x, page(o, x)))) for i, x in enumerate(PIECES, 1)]
    box.file(o, "2026-01-06 10:30:00", "complete",
             [("winmail.dat", Bytes(lambda: tnef([(n, q.data()) for n, q in papers])))],
             "complete: everything in winmail.dat, names of two letters")
    m = C["MBAYE"]
    inside = [(f"avis {i}.pdf", Paper(opinion(m, x, 0))) for i, x in enumerate(AVIS)]
    inside += [(f"{x}.docx", Paper(page(m, x, text=None) if x != "lettre-motivation"
                                   else motivation(m, 1), "docx")) for x in FORM_ORDER]
    box.file(m, "2026-01-08 12:30:00", "complete",
             [("msg.eml", Bytes(lambda: inner_message(
                 "aissatou.m@boite-perso.test", m.hospital.dam, "Candidature",
                 "Bonjour, voici les documents. Aïssatou Mbaye", inside)),
               )], "complete: the candidate's message forwarded by the DAM as an attached .eml")
    c = C["CAUVIN"]
    missing_one = [(f"doc{i}.pdf", Paper(page(c, x))) for i, x in enumerate(PIECES)
                   if x != "avis-directeur-ch"]
    box.file(c, "2026-01-09 16:00:00", "registered",
             [*missing_one, ("confidentiel.pdf", Paper(page(c, "avis-directeur-ch")).then(locked))],
             "a PDF wants a password and may be the opinion that lacks: a person looks",
             missing=("avis-directeur-ch",))
    b = C["DE BRECEY"]
    box.file(b, "2026-01-12 08:30:00", "complete",
             [*[(f"{x}.docx", Paper(page(b, x), "docx")) for x in PIECES if x != "lettre-motivation"],
              ("lm.docx", Paper(motivation(b, 0), "docx")),
              ("doublon.docx", Paper(page(b, "projet"), "docx").then(cut_short))],
             "complete: one more file is damaged, but every piece is there without it")
    th = C["THOREL"]
    box.send("2026-01-12 11:00:00", th.hospital.dam, "Dossier de M. THOREL",
             "Bonjour,\nle dossier pèse 80 Mo, il est à retirer ici :\nhttps://filesender.renater.fr/"
             "?s=download&token=essai\nCordialement\n",
             other("dam", "review", "registered", "CH-PAUD", "a FileSender link instead of files"),
             html="<p>Bonjour, <a href='https://filesender.renater.fr/?s=download&amp;token=essai'>"
             "dossier</a></p><img src='cid:logo.png@1'>", inline=[("logo.png@1", logo("CH", 2))])
    mid = box.send("2026-01-13 09:30:00", "radiologie.cadre@ch-pontaudemer.test", "candidature THOREL",
                   greeting(th), other("establishment", "review", "registered", "CH-PAUD",
                                       "the hospital's radiology, not its DAM: provisional"),
                   [("THOREL.pdf", Paper(whole(th)))])
    box.dossier(th, "review", ids=[mid])
    box.send("2026-01-13 14:20:00", "rh.medecins@baclesse.test", "candidature ASR", greeting(th),
             other("establishment", "refused", "not-dam", "CFB", "a cancer centre's DAM, kind other"),
             [("dossier.pdf", Paper(whole(th)))])
    y = C["YILDIRIM"]
    extra = [("CV.pdf", Paper(curriculum(y))), ("RIB.pdf", Paper("<p>RELEVÉ D’IDENTITÉ BANCAIRE</p>"
             "<p>IBAN FR76 0000 0000 0000 0000 0000 000</p>")),
             ("bordereau.pdf", Paper(slip(y))), ("notice.pdf", Paper(index_page()))]
    box.file(y, "2026-01-14 15:15:15", "complete", singles(y, free(y, 0), name="{piece}.pdf") + extra,
             "complete, with a CV, bank details, a covering slip and the form's index page")
    mo = C["MONNIER"]
    box.file(mo, "2026-01-15 10:00:00", "incomplete",
             [*[(f"Annexe {i}.pdf", Paper(page(mo, x))) for i, x in enumerate(PIECES, 1)
                if x not in ("parcours", "lettre-motivation")],
              ("Annexe 2.pdf", Paper(motivation(mo, 2))),
              ("Annexe 3.pdf", Paper(curriculum(mo)))],
             "incomplete: a CV stands where annexe 3 should", missing=("parcours",))
    la = C["LAMY"]
    names = {"avis-cme-chu": "Annexe 10 PCME CHU.pdf", "avis-cme-ch": "Annexe 11 PCME CH.pdf"}
    box.file(la, "2026-01-16 09:09:00", "complete",
             [(names.get(x, f"Annexe {i}.pdf"), Paper(
                 page(la, x) if x != "lettre-motivation" else motivation(la, 1)))
              for i, x in enumerate(PIECES, 1)],
             "complete: files numbered 10 and 11 by the form's list, body in windows-1252",
             charset="windows-1252", cte="8bit")
    he = C["HERBLINE"]
    box.file(he, "2026-01-19 18:02:00", "complete",
             [("20260119_1758.pdf", Paper(whole(he)).scan(skew=1.2, grey=18, noise=7))],
             "complete: one grey, slightly skewed scan of everything at 150 dpi", scanned=True)
    am = C["AMRANI"]
    box.file(am, "2026-01-20 11:50:00", "incomplete",
             [("FAX.pdf", Paper([page(am, x) if not x.startswith("avis") else opinion(am, x, 1)
                                 for x in PIECES if x != "avis-directeur-chu"]).scan(
                 dpi=200, fax=True, noise=0, skew=0.6))],
             "incomplete: a black-and-white scan of letters, the CHU's director absent",
             missing=("avis-directeur-chu",), scanned=True)
    told = other("dam", "duplicate", "none", "CH-MORTAGNE")
    box.again("0003.eml", {**told, "note": "the same bytes once more, two months later"})
    box.again("0005.eml", {**told, "establishment": "CH-EU", "note": "the same message by an alias: "
                           "other bytes, same Message-ID and documents"},
              b"Return-Path: <x@alias.test>\r\nReceived: from alias.test by mx.ars-corpus.test;\r\n"
              b"\tTue, 20 Jan 2026 12:00:00 +0100\r\n")


def messages(box):
    november(box)
    december(box)
    strangers(box)
    january(box)
