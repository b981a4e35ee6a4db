# SPDX-License-Identifier: GPL-3.0-or-later
"""More houses, more habits: opinions as certificates, printed e-mails, joint
notes, delegations, and the candidates' own letters in other words.
"""
from pages import CHU_SIDE, period, signatory
from papers import scribble
from people import woman

# Words of each role by style; {f|masculine|feminine} is chosen by the signatory.
TEXTS = {
    "chef-service": [
        "Attestation<br>Je certifie que le service de {s} que je dirige au {house} est favorable à la "
        "venue de {title} {whole} comme assistant{e} spécialiste en temps partagé, {period}. "
        "L’encadrement sera assuré par les praticiens du service.|{Chef} du service de {s}",
        "Chers collègues,<br>Le Dr {family} souhaite partager son temps avec nous. Notre équipe de {s} "
        "({house}) en serait ravie ; j’y suis, en qualité de {chef} de département, tout à fait "
        "favorable. Programme : staff du mardi, bloc du jeudi, avis.|{Chef} du département de {s}, "
        "{house}",
        "Concerne : {title} {whole}<br>Avis du {chef} de service : FAVORABLE.<br>Service : {s}. "
        "Établissement : {house}. Période : {period}.<br>Objectifs pédagogiques : autonomie en "
        "consultation et en astreinte.|{Chef} de service",
    ],
    "coordonnateur": [
        "Lettre de recommandation<br>Coordonnat{f|eur|rice} local{f||e} de la spécialité {s} pour la "
        "subdivision, je recommande {title} {whole} à la commission. Son projet, bâti entre deux "
        "établissements que je connais bien, est réaliste et son devenir à la fin du contrat est "
        "discuté avec la direction.|Coordonnat{f|eur|rice} local{f||e} du DES",
        "Je soutiens sans réserve {title} {whole}. Responsable de l’enseignement du DES de {s} dans "
        "la subdivision, j’ai validé avec {lui} le projet de post-internat et ses perspectives.|"
        "Enseignant{f||e} coordonnat{f|eur|rice} du DES de {s}",
        "AVIS DU COORDONNATEUR<br>Sur la candidature : très bonne.<br>Sur le projet : adapté.<br>"
        "Sur le devenir : installation prévue dans le territoire.<br>Candidat{e} : {whole}, DES de "
        "{s}.|Coordo. local{f||e} {s}",
    ],
    "directeur": [
        "Décision n° {n}/2026<br>Vu la demande de {title} {whole}, {f|le directeur|la directrice} du "
        "{house} donne son accord à ce recrutement d’assistant{e} spécialiste à temps partagé et émet "
        "un avis favorable.|Pour {f|le directeur|la directrice} et par délégation, la directrice "
        "adjointe chargée des affaires médicales",
        "Madame, Monsieur,<br>Le {house} confirme son intérêt pour l’accueil de {title} {family} en "
        "{s}. Par la présente je vous transmets l’avis favorable de la direction de "
        "l’établissement.|{f|Le Directeur|La Directrice} du {house}",
        "AVIS DE LA DIRECTION – {house}<br>Candidature : {whole} ({s})<br>Sens de l’avis : favorable"
        "<br>Perspectives : poste de praticien contractuel puis titulaire.|{f|Le chef|La cheffe} "
        "d’établissement, {name}, {f|directeur|directrice}",
    ],
    "president-cme": [
        "La CME du {house} ayant été informée en séance, j’ai l’honneur, en ma qualité de {f|président|"
        "présidente}, de donner un avis favorable à la demande de {title} {whole} ({s}).|{f|Le "
        "Président|La Présidente} de la CME",
        "AVIS DE LA COMMISSION MÉDICALE D’ÉTABLISSEMENT<br>{house}<br>Candidat{e} : {whole}. Avis : "
        "favorable à l’unanimité.|Pour {f|le président|la présidente} de la CME, le vice-président",
        "Cher confrère,<br>je n’ai que du bien à dire de l’arrivée de {title} {family} au {house} : "
        "c’est donc un avis favorable.|PCME du {house}",
    ],
}
KINDS = {"avis-chef-service-chu": "chef-service", "avis-chef-service-ch": "chef-service",
         "avis-coordonnateur": "coordonnateur", "avis-directeur-chu": "directeur",
         "avis-directeur-ch": "directeur", "avis-cme-ch": "president-cme",
         "avis-cme-chu": "president-cme"}


def choose(text, female):
    """{f|him|her} by the signatory."""
    while "{f|" in text:
        begin = text.index("{f|")
        end = text.index("}", begin)
        text = text[:begin] + text[begin + 3:end].split("|")[female] + text[end + 1:]
    return text


def fill(text, c, piece, name):
    female = woman(name)
    chef = "cheffe" if female else "chef"
    return choose(text, female).format(
        s=c.specialty, house=c.chu_name if piece in CHU_SIDE else c.ch_name, title=c.title,
        whole=c.whole, family=c.family, e=c.e, he=c.he, lui="elle" if c.e else "lui",
        period=period(c), chef=chef, Chef=chef.capitalize(), name=name, n=c.n)


def opinion2(c, piece, style=0, name=None, verdict=None):
    name = name or signatory(c, piece)
    template = TEXTS[KINDS[piece]][style]
    # The signature's bar stands outside any braces: the last one.
    depth, cut = 0, -1
    for i, x in enumerate(template):
        depth += (x == "{") - (x == "}")
        cut = i if x == "|" and depth == 0 else cut
    body, function = fill(template[:cut], c, piece, name), fill(template[cut + 1:], c, piece, name)
    if verdict:
        body = body.replace("favorable", verdict)
    house = c.chu_name if piece in CHU_SIDE else c.ch_name
    top = (f"<p><b>{house}</b></p>", f"<p align=right>{house}<br>le 16/01/2026</p>",
           f"<table><tr><td>{house}</td><td>Affaire suivie par : secrétariat</td></tr></table>")
    return (top[style] + "".join(f"<p>{x}</p>" for x in body.split("<br>"))
            + f"<p>{function}</p><p>{name}</p><p>{scribble(name)}</p>")


def printed_mail(sender, to, subject, at, text):
    """A mail somebody printed to PDF to stand as a letter."""
    return (f"<p><b>De :</b> {sender}<br><b>Envoyé :</b> {at}<br><b>À :</b> {to}<br>"
            f"<b>Objet :</b> {subject}</p><hr>" + "".join(f"<p>{x}</p>" for x in text.split("\n")))


def motivation2(c, style=0):
    s, ch, chu = c.specialty, c.ch_name, c.chu_name
    texts = [
        f"<p>OBJET : LETTRE DE MOTIVATION – POST-INTERNAT</p><p>Madame la Présidente de la "
        f"commission,</p><p>Au terme de mes semestres de {s}, je postule au dispositif ASR. Le {ch} "
        f"m’offre une activité variée, le {chu} un plateau technique. J’ai prévu trois jours là-bas, "
        "deux jours ici.</p><p>Mon avenir se dessine dans la région.</p>",
        f"<p>Votre annonce relative aux postes d’assistants partagés a retenu toute mon attention. "
        f"J’y réponds parce que {s} et ruralité vont rarement ensemble et que je voudrais y changer "
        f"quelque chose. Je serais employé{c.e} par le {ch} et détaché{c.e} au {chu} à 40 %.</p>"
        "<p>Je me tiens à votre disposition pour un entretien.</p>",
    ]
    return (f"<p>{c.title} {c.whole} – interne</p><p>{texts[style]}</p><p>Le 11 janvier 2026</p>"
            f"<p>{c.whole}</p>{scribble(c.whole)}")


def consent(c):
    return (f"<p>Consentement au traitement de mes données personnelles</p><p>Je soussigné{c.e} "
            f"{c.whole}, né{c.e} le {c.born}, accepte que l’Agence régionale de santé de Normandie "
            "recueille et traite les données à caractère personnel figurant dans mon dossier de "
            "candidature, dans les conditions du RGPD, pour la seule gestion du dispositif. Je suis "
            f"informé{c.e} de mes droits d’accès et de rectification.</p><p>Fait le 12/01/2026</p>"
            f"<p>{c.whole} {scribble(c.whole)}</p>")


CONFUSED = {"O": "0", "l": "1", "E": "£", "e": "c", "rn": "m", "é": "e", "I": "l", "S": "5",
            "g": "q", "u": "ii", "B": "8"}


def misread(html_text, every=23):
    """What a poor reader makes of a page: one sign in so many confused."""
    out, inside, count = [], False, 0
    for x in html_text:
        inside = x == "<" or (inside and x != ">")
        count += not inside and x.isalpha()
        if not inside and x in CONFUSED and count >= every:
            out.append(CONFUSED[x])
            count = 0
        else:
            out.append(x)
    return "".join(out)
