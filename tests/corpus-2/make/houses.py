# SPDX-License-Identifier: GPL-3.0-or-later
"""Six more houses: their opinions, applications, projects and sheets, in
words that the first corpus does not have.
"""
import re

from more_letters import KINDS, choose
from pages import CHU_SIDE, period, signatory
from papers import scribble
from people import woman

# Words by role and house; {f|masculine|feminine} goes by the signatory, what
# stands after the last bar is the signature.
TEXTS = {
    "chef-service": [
        "J’atteste par la présente accepter d’accueillir {title} {whole} au sein du service de {s} dont "
        "j’assure la chefferie, en qualité d’assistant{e} à temps partagé ({period}). Les objectifs ont "
        "été arrêtés ensemble : deux vacations d’explorations par semaine et une demi-journée de "
        "recherche clinique.|{Chef} de service – {s}",
        "Mesdames et Messieurs les membres de la commission,<br>{title} {whole} a effectué deux semestres "
        "chez nous et y a laissé le meilleur souvenir. L’unité de {s} manque de bras : cette venue serait "
        "une chance. J’émets donc, comme responsable de ce service, un avis très favorable.|"
        "Responsable du service de {s}",
        "FICHE NAVETTE – POST-INTERNAT<br>Service d’accueil : {s}<br>Établissement : {house}<br>"
        "Responsable : {name}<br>Candidat{e} proposé{e} : {whole}<br>Accord du chef de service : OUI<br>"
        "Encadrement : assuré par les seniors de l’unité|Visa du chef de service",
    ],
    "coordonnateur": [
        "Objet : soutien à une candidature ASR<br>Chargé{f||e} de la coordination locale du DES de {s}, je "
        "certifie que le parcours de {title} {whole} est conforme à la maquette et que le projet "
        "présenté est cohérent. Je n’ai aucune réserve sur son avenir dans la région.|"
        "Coordonnat{f|eur|rice} de la spécialité {s} pour la subdivision",
        "Cette candidature m’a été soumise en ma qualité de coordonnat{f|eur|rice} du troisième cycle de "
        "{s}.<br>{title} {whole} compte parmi nos meilleurs internes. Sur le projet : bien construit. "
        "Sur le devenir : un poste l’attend.|Coordonnat{f|eur|rice} du D.E.S. de {s}",
        "AVIS DU COORDONNATEUR DE D.E.S.<br>Spécialité : {s}<br>Étudiant{e} : {whole}<br>1) "
        "Candidature : A<br>2) Projet : A<br>3) Perspectives à l’issue du contrat : B|"
        "Coordonnat{f|eur|rice} local{f||e}",
    ],
    "directeur": [
        "Par courrier du 5 janvier, {title} {whole} a sollicité un poste d’assistant spécialiste "
        "régional. Après examen du projet, je vous informe que la direction du {house} y est favorable "
        "et inscrira ce poste au tableau des effectifs médicaux.|{f|Le directeur|La directrice} du "
        "{house}",
        "Vu le code de la santé publique,<br>Vu le projet médical partagé du groupement,<br>Considérant "
        "la demande de {title} {whole},<br>{f|le directeur|la directrice} du {house}<br>ARTICLE UNIQUE – "
        "Un avis favorable est donné au recrutement de l’intéressé{e} en {s}, pour deux ans.|"
        "{f|Le Directeur|La Directrice}",
        "Accord de la direction pour {title} {whole}, assistant{e} en {s}, {period}. À l’issue, un poste "
        "de praticien hospitalier pourra être publié.|P/O {f|le directeur|la directrice} du {house}, "
        "le secrétaire général",
    ],
    "president-cme": [
        "Extrait du procès-verbal de la séance du 16 décembre 2025<br>Point 7 – Post-internat<br>Est "
        "présentée la candidature de {title} {whole} ({s}). La commission médicale d’établissement du "
        "{house} rend un avis favorable (22 voix pour, 1 abstention).|Pour extrait conforme, "
        "{f|le président|la présidente} de la CME",
        "Je vous confirme le soutien du corps médical du {house} à l’arrivée de {title} {whole} en {s} : "
        "avis favorable, sans observation.|{f|Président|Présidente} de CME",
        "C.M.E. – Avis {f|du président|de la présidente}<br>Établissement : {house}<br>Demande : "
        "assistanat partagé, {s}<br>Intéressé{e} : {whole}<br>Décision : FAVORABLE|"
        "{f|Le président|La présidente} de la C.M.E.",
    ],
}


def house_of(c, piece):
    return c.chu_name if piece in CHU_SIDE else c.ch_name


def head(c, piece, style):
    house = house_of(c, piece)
    return (f"<p align=center><b>{house.upper()}</b><br>Secrétariat médical – poste {40 + c.n % 50}</p>"
            f"<p align=right>Fait à l’hôpital, le {2 + c.n % 25} janvier 2026</p>",
            f"<p>{house}</p><p>N/Réf. : 26-{c.n:03}</p>",
            f"<table border=1><tr><td>{house}</td><td>Formulaire interne AM-{c.n}</td></tr></table>")[
                style]


def fill(text, c, piece, name):
    female = woman(name)
    chef = "cheffe" if female else "chef"
    return choose(text, female).format(
        s=c.specialty, house=house_of(c, piece), title=c.title, whole=c.whole, family=c.family, e=c.e,
        period=period(c), chef=chef, Chef=chef.capitalize(), name=name, n=c.n)


def split(template):
    """The text, and the signature behind the last bar outside braces."""
    depth, cut = 0, -1
    for i, x in enumerate(template):
        depth += (x == "{") - (x == "}")
        cut = i if x == "|" and depth == 0 else cut
    return template[:cut], template[cut + 1:]


def opinion3(c, piece, style=0, more="", sign=True, top=None):
    name = signatory(c, piece)
    body, function = (fill(x, c, piece, name) for x in split(TEXTS[KINDS[piece]][style]))
    return ((top or head(c, piece, style)) + "".join(f"<p>{x}</p>" for x in body.split("<br>"))
            + (f"<p>{more}</p>" if more else "") + f"<p>{function}</p><p>{name}</p>"
            + (f"<p>{scribble(name)}</p>" if sign else ""))


def motivation3(c, style=0):
    s, ch, chu = c.specialty, c.ch_name, c.chu_name
    texts = [
        f"<p>Objet : ma candidature au post-internat</p><p>Madame, Monsieur,</p><p>Je termine cette année "
        f"mon internat de {s}. Soigner au {ch} les patients que j’ai connus en stage, garder deux jours "
        f"par semaine au {chu} pour la recherche : voilà ce que je vous propose. Ma motivation tient à "
        "ce territoire, où ma famille est installée.</p><p>Dans l’attente de votre réponse, recevez mes "
        "salutations respectueuses.</p>",
        f"<p>Lettre à la commission</p><p>Pourquoi le temps partagé ? Parce que {s} se pratique mieux à "
        f"deux endroits. Mon projet professionnel : trois années au {ch} (60 %), en lien avec le {chu} "
        "(40 %), puis le concours de praticien. Je souhaite par cette lettre vous dire combien je suis "
        f"déterminé{c.e}.</p>",
    ]
    return (f"<p>{c.whole}<br>Interne des hôpitaux<br>{c.n}, rue de l’Essai</p>{texts[style % 2]}"
            f"<p>{c.whole}</p>{scribble(c.whole)}")


def project3(c, style=0):
    s, ch, chu = c.specialty, c.ch_name, c.chu_name
    return (
        f"<h3>Projet d’exercice partagé</h3><p>{c.whole} – {s}</p><table border=1><tr><td></td><td>{ch}"
        f"</td><td>{chu}</td></tr><tr><td>1re année</td><td>60 %</td><td>40 %</td></tr><tr><td>2e année"
        "</td><td>60 %</td><td>40 %</td></tr></table><p>Activité de soins : consultations, unité "
        "d’hospitalisation, astreintes.</p><p>Activité universitaire : enseignement aux externes, un "
        "protocole de recherche.</p><p>Au terme du contrat : poste de praticien.</p>",
        f"<h3>PROJET PÉDAGOGIQUE – TEMPS PARTAGÉ</h3><p>Porteur : {c.whole}</p><p>1/ Compétences à "
        f"acquérir en {s} : gestes techniques, coordination d’équipe.</p><p>2/ Répartition : lundi, "
        f"mardi, mercredi au {ch} ; jeudi, vendredi au {chu}.</p><p>3/ Formation : DU de pédagogie, "
        "congrès national.</p><p>4/ Projet de vie professionnelle : installation dans le département.</p>",
    )[style % 2]


def sheet3(c):
    """The candidate's sheet re-typed as lines, in another order."""
    return ("<h3>IDENTITÉ DU CANDIDAT</h3>" + "".join(f"<p>{a} : {b}</p>" for a, b in (
        ("Nom de naissance", c.family), ("Prénom", c.given), ("Date et lieu de naissance",
         c.born + ", Saint-Essai"), ("Spécialité du DES", c.specialty), ("Situation actuelle",
         "Docteur junior"), ("Prise de fonctions", "novembre 2026"), ("Durée", "deux ans"),
        ("Téléphone", "06 39 98 44 10"), ("Adresse électronique", "candidat@boite-perso.test"))))


def course3(c):
    return (f"<h3>Descriptif du parcours – {c.whole}</h3><p>Premier et deuxième cycles : faculté de "
            f"Rouen</p><p>Internat ({c.specialty}) :</p><ul><li>nov. 2022 – avril 2023 : {c.ch_name}</li>"
            f"<li>mai 2023 – oct. 2024 : {c.chu_name}</li></ul><p>Thèse : soutenance prévue le 2 octobre "
            "2026</p><p>DES : validation attendue en octobre 2026</p><p>DU de pédagogie (2025)</p><p>"
            "Publications : une ; communications orales : deux ; posters : un</p>")


def by_hand(html):
    """The printed page filled in with a pen: what is written cannot be read."""
    return re.sub(r"<b>(.*?)</b>", lambda m: scribble(m.group(1)), html)


def stamped(html, text="COURRIER ARRIVÉ<br>08 JAN. 2026<br>Direction des affaires médicales"):
    return f"<table border=1 align=right><tr><td>{text}</td></tr></table>" + html


def table_of_opinions(c, pieces):
    """A hospital's one sheet that all of its signatories sign."""
    role = {"avis-chef-service-ch": f"Chef du service de {c.specialty}",
            "avis-directeur-ch": "Directeur de l’établissement", "avis-cme-ch": "Président de la CME"}
    rows = "".join(f"<tr><td>{role[p]}<br>{signatory(c, p)}</td><td>Favorable</td><td>14/01/2026</td>"
                   f"<td>{scribble(signatory(c, p))}</td></tr>" for p in pieces)
    return (f"<p><b>{c.ch_name}</b></p><h3>AVIS DE L’ÉTABLISSEMENT EMPLOYEUR</h3><p>Candidature ASR de "
            f"{c.title} {c.whole}, {c.specialty}</p><table border=1><tr><td>Signataire</td><td>Avis</td>"
            f"<td>Date</td><td>Signature</td></tr>{rows}</table>")
