# SPDX-License-Identifier: GPL-3.0-or-later
"""Proofs and disguises, machines that write like people and people who write
like machines, other schemes, other regions, and mail out of season.
"""
from cases import SECOND, files, letters, one
from pages import PIECES, page
from papers import Paper
from people import Candidate, H
from post import greeting, other


def proofs(box):
    a = Candidate(140, "BRIARD", "Suzanne", "f", "psychiatrie", "CPO")
    box.file(a, "2026-01-12 09:00:00", "complete", files(a, letters(a, 0), name="SB{n}.{kind}"),
             "complete: SPF alone passes, nothing is signed: weak, filed all the same",
             auth="spf=pass smtp.mailfrom={domain}; dkim=none; dmarc=none header.from={domain}")
    b = Candidate(141, "LHUISSIER", "Mathis", "m", "psychiatrie", "NHN")
    box.file(b, "2026-01-12 11:00:00", "complete", files(b, letters(b, 1), name="ML{n}.{kind}"),
             "softfail is no failure: nothing passes, nothing fails; a person may be asked",
             auth="spf=softfail smtp.mailfrom={domain}; dkim=none (message not signed); dmarc=none "
             "header.from={domain}", may_defer=True)
    c = Candidate(142, "MARCHAL", "Ysé", "f", "hématologie", "CH-ARGENTAN")
    box.file(c, "2026-01-12 14:00:00", "complete", files(c, letters(c, 2), name="YM{n}.{kind}"),
             "complete: the signature was broken under way, SPF passes: not forged",
             auth="spf=pass smtp.mailfrom={domain}; dkim=fail (body hash did not verify) "
             "header.d={domain}; dmarc=none")
    d = Candidate(143, "ISAMBERT", "Rodolphe", "m", "gériatrie", "CH-DIEPPE")
    box.file(d, "2026-01-13 10:00:00", "complete", files(d, letters(d, 0), name="RI{n}.{kind}"),
             "complete: the address in capitals, Reply-To in another domain: the answer goes to From",
             sender="AffairesMedicales@CH-DIEPPE.TEST", headers=[("Reply-To", "r.isambert@boite-perso.test")])
    e = Candidate(144, "THIERRY", "Clothilde", "f", "gériatrie", "CH-STLO")
    kept = files(e, letters(e, 1), name="CT{n}.{kind}")
    box.send("2026-01-13 12:00:00", "dam@ght-centrernanche.test", "Dossier ASR THIERRY", greeting(e),
             other("outsider", "refused", "not-dam", note="rn for m in the domain, well authenticated"), kept,
             name="DAM GHT Centre Manche")
    box.send("2026-01-13 13:00:00", e.hospital.dam, "Dossier ASR THIERRY", greeting(e),
             other("forged", "review", "none", None, "DMARC fails though its policy asks for nothing"), kept,
             auth="spf=pass smtp.mailfrom=envoi@boite-perso.test; dkim=pass header.d=boite-perso.test; "
             "dmarc=fail (p=none) header.from={domain}")
    box.file(e, "2026-01-13 16:00:00", "complete", kept,
             "complete: the true one; before it came a near miss and a forgery of the same dossier")
    f = Candidate(145, "QUESNOT", "Basile", "m", "chirurgie orthopédique et traumatologique", "CH-EU")
    mid = box.send("2026-01-14 09:00:00", "copieur-rdc@ch-eu.test", "Message from KM_C308", "\n",
                   other("establishment", "review", "registered", "CH-EU", "the hospital's copier sends the "
                         "scan itself: no DAM address"), files(f, letters(f, 0), name="SKM_{n:04}.{kind}"))
    box.dossier(f, "review", ids=[mid])
    g = Candidate(146, "AUVRAY", "Jasmine", "f", "endocrinologie-diabétologie-nutrition", "CHICVS")
    box.send("2026-01-14 15:00:00", "jasmine.auvray@chu-rouen.test", "Candidature ASR", "Bonjour, mon dossier "
             "complet, signé de tous. Jasmine Auvray, interne\n",
             other("chu", "refused", "not-dam", "CHU-ROUEN", "the candidate from her address at the CHU"),
             files(g, letters(g, 0), name="JA{n}.{kind}"))
    h = Candidate(147, "DELALANDE", "Ernest", "m", "néphrologie", "CH-BERNAY")
    box.send("2026-01-15 21:00:00", "ernest.d@boite-perso.test", "Envoi de mon dossier (copie à la DAM)",
             "Bonsoir, je me permets de vous l’adresser directement.\n",
             other("outsider", "refused", "not-dam", note="the candidate, his DAM in copy"),
             [one(h, "dossier.pdf", letters(h, 1))], headers=[("Cc", h.hospital.dam)])


REPORT = """\
Ceci est un rapport automatique du système de messagerie.

Votre message n'a pas pu être remis à un ou plusieurs destinataires.

  jean.test@ch-vire.test : boîte aux lettres pleine (552 5.2.2)
"""


def machines(box):
    quiet = other("automatic", "automatic")

    def auto(at, sender, subject, body, note, **more):
        box.send(at, sender, subject, body, {**quiet, "note": note}, **more)
    auto("2026-01-16 07:00:00", "postmaster@ght-collines.test", "Non remis : Dossier ASR", REPORT,
         "a bounce in French, plain text, the null return path its only mark", return_path="")
    auto("2026-01-16 07:05:00", "MAILER-DAEMON@ch-eu.test", "Avertissement : message retardé de 4 heures",
         "Votre message n’a pas encore été remis. Nouvelle tentative pendant 5 jours.\n",
         "a delay notice of a mail server", return_path="")
    auto("2026-01-16 07:10:00", H["CH-BERNAY"].dam, "Absence du bureau : Re: [ASR-2026-0003] Dossier incomplet",
         "Bonjour,\n\nJe suis absente jusqu’au 26 janvier inclus. En cas d’urgence, contactez le 02 61 00 00 "
         "00.\n\nCordialement\n", "out of office with no header at all: subject and text say so")
    auto("2026-01-16 07:15:00", H["CHAG"].dam, "Réponse automatique : Dossier reçu",
         "Actuellement en congés, je prendrai connaissance de votre message à mon retour.\n",
         "out of office of an Exchange that sets X-Auto-Response-Suppress only",
         headers=[("X-Auto-Response-Suppress", "All"), ("X-MS-Exchange-Inbox-Rules-Loop", "x@gh-msm.test")])
    auto("2026-01-16 07:20:00", "notifications@parapheur.test", "Un document attend votre signature",
         "Le document « ASR » attend.\n", "a signing platform's notice", headers=[("Auto-Submitted",
                                                                                "auto-generated")])
    receipt = ("This is a receipt.\n", "Lu : Dossier ASR")
    auto("2026-01-16 07:25:00", H["CH-GISORS"].dam, receipt[1], receipt[0], "a read receipt",
         edit=lambda raw: raw.replace(b"Content-Type: text/plain; charset=\"utf-8\"",
                                      b"Content-Type: multipart/report; report-type=disposition-notification; "
                                      b"boundary=zz", 1).replace(
             b"This is a receipt.", b"--zz\r\nContent-Type: text/plain\r\n\r\nLu.\r\n--zz\r\nContent-Type: "
             b"message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;dam@x.test\r\nDisposition: "
             b"manual-action/MDN-sent-manually; displayed\r\n\r\n--zz--"))
    box.send("2026-01-16 08:00:00", "ne-pas-repondre@transfert-sante.test", "CH Vire vous a envoyé des fichiers",
             "Des fichiers vous attendent jusqu’au 15 février : https://transfert-sante.test/x\n",
             other("outsider", "correspondence", note="a transfer platform's notice: no files, nobody known; "
                   "people must see it"))
    a = Candidate(150, "LECOINTE", "Bérénice", "f", "pédiatrie", "CHCF")
    box.file(a, "2026-01-19 09:00:00", "complete", files(a, letters(a, 0), name="BL{n}.{kind}"),
             "complete: a person answers an absence notice and attaches the dossier",
             subject="RE: Réponse automatique : dossier LECOINTE Bérénice",
             body="Bonjour,\nme revoilà, voici donc le dossier.\n")
    b = Candidate(151, "HAMELIN", "Octave", "m", "urologie", "CHPC")
    box.file(b, "2026-01-19 11:00:00", "complete", files(b, letters(b, 1), "docx", "OH{n}.{kind}"),
             "complete: «rapport de mission» and «liste» in the subject, high priority, a receipt asked",
             subject="Rapport et liste des pièces – retour du dossier HAMELIN Octave, non remis hier",
             headers=[("Disposition-Notification-To", "sam@ch-cotentin.test"), ("Importance", "high"),
                      ("X-Mailer", "Microsoft Outlook 16.0")])
    box.send("2026-01-19 12:00:00", H["CHICAM"].dam, "Absente demain",
             "Bonjour,\nje serai absente demain ; pouvez-vous me rappeler lundi au sujet de la commission ?\n",
             other("dam", "correspondence", establishment="CHICAM", note="a person who writes that she will be "
                   "away"))


def elsewhere(box):
    told = dict(may_defer=True)

    def absent(family, given, code, **more):
        c = Candidate(160, family, given, "f", "médecine générale", code)
        box.dossier(c, "review", missing=PIECES, deadline=SECOND, optional=True, may_defer=True, **more)
    text = ("<h3>ASSISTANT MIXTE VILLE-HÔPITAL</h3><p>Candidate : Mme Flavie DROUET, médecin généraliste</p><p>"
            "Contrat de collaboration libérale avec la MSP de Test-sur-Mer (50 %) et poste d’assistante au "
            "{h} (50 %)</p><p>Avis de l’URML : favorable</p><p>Avis du directeur : favorable</p>")
    box.send("2026-02-03 10:00:00", H["CH-COUTANCES"].dam, "Dossier assistant ville-hôpital DROUET", "Bonjour,\n\n"
             "ci-joint une candidature au dispositif ville-hôpital.\n",
             other("dam", "filed", "registered", None, "another scheme, with a director's opinion in it", **told),
             [("DROUET.pdf", Paper(text.format(h="centre hospitalier de Coutances")))])
    absent("DROUET", "Flavie", "CH-COUTANCES")
    text = ("<h3>Plan douleur – soins palliatifs</h3><p>Demande de financement d’un poste d’assistant spécialiste "
            "en médecine palliative, un an</p><p>Candidate : Mme Léonie RIVOAL</p><p>Avis du chef de service : "
            "favorable. Avis de la CME : favorable.</p>")
    box.send("2026-02-03 15:00:00", H["CH-FALAISE"].dam, "Assistant douleur et soins palliatifs", "Bonjour, pour "
             "information.\n", other("dam", "filed", "registered", "CH-FALAISE", "the national scheme of pain and "
                                     "palliative care", **told), [("soins palliatifs.docx", Paper(text, "docx"))])
    absent("RIVOAL", "Léonie", "CH-FALAISE")
    text = ("<h3>ARS Bretagne</h3><h3>Appel à projets – Assistants spécialistes partagés 2026</h3><p>Candidate : "
            "Mme Nolwenn CABON, DES de gériatrie</p><p>Établissements : CH de Saint-Malo, CHU de Rennes</p><p>Avis du "
            "chef de service : favorable</p><p>Avis du directeur du CHU de Rennes : favorable</p>")
    box.send("2026-02-04 10:00:00", H["CHAG"].dam, "TR: candidature CABON", "Reçu par erreur ?\n",
             other("dam", "filed", "registered", "CHAG", "another region's dossier", **told),
             [("CABON.pdf", Paper(text))])
    absent("CABON", "Nolwenn", "CHAG")
    box.send("2026-02-05 10:00:00", H["CH-VERNEUIL"].dam, "Question sur le formulaire", "Bonjour,\n\nest-ce bien le "
             "bon formulaire pour cette année ? Faut-il le remplir à la main ?\n",
             other("dam", "filed", "registered", "CH-VERNEUIL", "the empty form with a question: nobody's dossier",
                   **told), [("formulaire.pdf", Paper([page(Candidate(
                       161, "X", "Y", "f", "", "CH-VERNEUIL"), p, True) for p in PIECES]))])
    c = Candidate(162, "MAHIEU", "Pauline", "f", "gynécologie-obstétrique", "CH-PAUD")
    box.file(c, "2026-02-06 10:00:00", "complete", files(c, letters(c, 2), name="PM{n}.{kind}"),
             "complete: a question in the same message", body=greeting(c) + "\nPouvez-vous me dire quand siège la "
             "commission ? Et l’annexe 9 doit-elle être signée du directeur lui-même ?\n")
    first = box.truth[-1]["message_id"]
    box.file(c, "2026-02-09 10:00:00", "complete", [("avis corrigé.pdf", Paper(letters(c, 0)["avis-directeur-ch"]))],
             "complete still: the director's opinion once more, «annule et remplace»",
             subject="ANNULE ET REMPLACE annexe 9 MAHIEU", headers=[("References", first)])
    d = Candidate(163, "CORBIN", "Eugène", "m", "médecine légale et expertises médicales", "CH-LAIGLE")
    box.file(d, "2025-10-20 10:00:00", "late", files(d, letters(d, 0), name="EC{n}.{kind}"),
             "this year's form before this year's campaign opens: late for last year's, whose pieces are all there",
             late=True, session="2025", may_defer=True)


def messages(box):
    for part in (proofs, machines, elsewhere):
        part(box)


