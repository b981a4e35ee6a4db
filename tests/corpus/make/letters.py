# SPDX-License-Identifier: GPL-3.0-or-later
"""Free letters: the opinions, the application, the project, in the words of
many houses.  Each takes a candidate and a style; no two houses write alike.
"""
from pages import CHU_SIDE, period, signatory
from papers import scribble
from people import woman


def letterhead(c, piece, style):
    side_chu = piece in CHU_SIDE
    house = c.chu_name if side_chu else c.ch_name
    office = {"avis-chef-service-chu": f"Service de {c.specialty}",
              "avis-chef-service-ch": f"Pôle de médecine – {c.specialty}",
              "avis-coordonnateur": f"Coordination du DES de {c.specialty}",
              "avis-directeur-chu": "Direction générale", "avis-directeur-ch": "Direction",
              "avis-cme-ch": "Commission médicale d’établissement",
              "avis-cme-chu": "Commission médicale d’établissement"}.get(piece, "")
    if style == 0:
        return (f"<p><b>{house}</b><br>{office}<br>Secrétariat : 02 61 00 00 0{c.n % 10}</p>"
                f"<p align=right>Le {8 + c.n % 18} janvier 2026</p>")
    if style == 1:
        return (f"<table width=100%><tr><td><b>{house.upper()}</b><br><i>{office}</i></td>"
                f"<td align=right>Réf. : AM/{c.n}/2026<br>{10 + c.n % 15}/12/2025</td></tr></table>")
    return f"<p align=center><b>{office}</b><br>{house}</p><p>Fait le {1 + c.n % 27}/01/2026</p>"


def close(c, piece, style, function):
    name = signatory(c, piece)
    bye = ["Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.",
           "Bien confraternellement.", "Pour valoir ce que de droit."][style % 3]
    return f"<p>{bye}</p><p>{name}<br>{function}</p><p>{scribble(name)}</p>"


def pick(name, masculine, feminine):
    return feminine if woman(name) else masculine


def head_of_service(c, piece, style, verdict):
    name = signatory(c, piece)
    house = c.chu_name if piece in CHU_SIDE else c.ch_name
    chef = pick(name, "chef", "cheffe")
    if style == 0:
        body = (f"<p>Je, {pick(name, 'soussigné', 'soussignée')} {name}, {chef} du service de "
                f"{c.specialty} du {house}, donne un avis {verdict} à la candidature de {c.title} "
                f"{c.whole} au poste d’assistant spécialiste régional, pour la période "
                f"{period(c)}.</p><p>Le programme de formation comprend une consultation hebdomadaire "
                "et la participation aux réunions du service.</p>")
    elif style == 1:
        body = (f"<p><b>Objet</b> : post-internat de {c.title} {c.whole}</p><p>Monsieur le "
                f"Directeur général,</p><p>{pick(name, 'Responsable médical', 'Responsable médicale')} "
                f"de l’unité et {chef} du service de {c.specialty}, je me réjouis d’accueillir "
                f"{c.title} {c.family} dans notre équipe du {house}. Mon avis est {verdict} : "
                f"{c.he} a montré ici, pendant son internat, des qualités humaines et techniques "
                "que toute l’équipe reconnaît.</p>")
    else:
        body = (f"<p>AVIS DU SERVICE</p><p>Candidat{c.e} : {c.whole}<br>Dispositif : temps partagé "
                f"ASR {c.ch_name} / {c.chu_name}</p><p>Avis {verdict}. Le service de {c.specialty} "
                f"du {house} s’engage à assurer l’encadrement prévu au projet de formation.</p>")
    return letterhead(c, piece, style) + body + close(
        c, piece, style, f"{chef.capitalize()} de service, {c.specialty}, {house}")


def coordinator(c, piece, style, verdict):
    name = signatory(c, piece)
    role = pick(name, "coordonnateur", "coordonnatrice")
    if style == 0:
        body = (f"<p>À l’attention de la commission des assistants spécialistes</p><p>En tant que "
                f"{role} local{'e' if woman(name) else ''} du DES de {c.specialty}, j’apporte mon "
                f"soutien à {c.title} {c.whole}. La candidature est de qualité, le projet partagé "
                f"entre le {c.ch_name} et le {c.chu_name} répond à un vrai besoin, et {c.he} "
                "souhaite rester dans la région au terme de son contrat.</p>")
    elif style == 1:
        body = (f"<p><b>Objet</b> : lettre d’appui</p><p>Mesdames, Messieurs,</p><p>J’ai suivi "
                f"{c.title} {c.whole} tout au long de sa maquette. Je confirme, au titre de la "
                f"coordination locale de la spécialité, un avis {verdict} sur ce post-internat. "
                "Le devenir professionnel envisagé est réaliste.</p>")
    else:
        body = (f"<p>Avis pédagogique</p><p>{c.whole}, DES de {c.specialty}</p><p>L’avis du "
                f"{role} est {verdict} tant sur la candidature que sur le projet.</p>")
    return letterhead(c, piece, style) + body + close(
        c, piece, style, f"{role.capitalize()} du DES de {c.specialty}")


def director(c, piece, style, verdict):
    name = signatory(c, piece)
    house = c.chu_name if piece in CHU_SIDE else c.ch_name
    role = pick(name, "Directeur", "Directrice") + (
        pick(name, " général", " générale") if piece in CHU_SIDE else "")
    if style == 0:
        body = (f"<p>La direction du {house} émet un avis {verdict} au recrutement de {c.title} "
                f"{c.whole} ({c.specialty}) dans le cadre du dispositif des assistants spécialistes "
                f"à temps partagé, pour la période {period(c)}.</p>")
    elif style == 1:
        body = (f"<p><b>Objet</b> : avis sur la candidature de {c.title} {c.whole}</p><p>Madame la "
                f"Directrice générale de l’Agence,</p><p>J’ai l’honneur de vous faire connaître que "
                f"l’établissement que je dirige, le {house}, donne un avis {verdict} à cette "
                f"candidature d’assistant{c.e} spécialiste en {c.specialty}.</p>")
    else:
        body = (f"<p>Je soussigné{'e' if woman(name) else ''} {name}, {role.lower()} du {house}, "
                f"certifie avoir pris connaissance du projet de {c.title} {c.whole} et rends un avis "
                f"{verdict}.</p>")
    return letterhead(c, piece, style) + body + close(c, piece, style, f"{role} du {house}")


def president(c, piece, style, verdict):
    name = signatory(c, piece)
    house = c.chu_name if piece in CHU_SIDE else c.ch_name
    role = pick(name, "Président", "Présidente")
    if style == 0:
        body = (f"<p>Le {role.lower()} de la CME du {house}, consulté sur la demande de {c.title} "
                f"{c.whole}, émet un avis {verdict}.</p>") if not woman(name) else (
            f"<p>La présidente de la CME du {house}, consultée sur la demande de {c.title} "
            f"{c.whole}, émet un avis {verdict}.</p>")
    elif style == 1:
        body = (f"<p>EXTRAIT DU RELEVÉ D’AVIS</p><p>La commission médicale d’établissement du {house}, "
                f"réunie le 9 décembre 2025, a examiné la candidature de {c.title} {c.whole} à un "
                f"poste d’assistant spécialiste partagé ({c.specialty}).</p><p>Avis {verdict}.</p>")
    else:
        body = (f"<p>Objet : avis PCME – {c.whole}</p><p>Au nom de la communauté médicale de "
                f"l’établissement, je formule un avis {verdict} à ce recrutement en temps "
                "partagé.</p>")
    return letterhead(c, piece, style) + body + close(
        c, piece, style, f"{role} de la commission médicale d’établissement, {house}")


WRITERS = {"avis-chef-service-chu": head_of_service, "avis-chef-service-ch": head_of_service,
           "avis-coordonnateur": coordinator, "avis-directeur-chu": director,
           "avis-directeur-ch": director, "avis-cme-ch": president, "avis-cme-chu": president}


def opinion(c, piece, style=0, verdict="favorable"):
    return WRITERS[piece](c, piece, style, verdict)


def motivation(c, style=0):
    s, ch, chu = c.specialty, c.ch_name, c.chu_name
    if style == 0:
        body = (f"<p>Objet : candidature à un poste d’assistant spécialiste</p><p>Madame, Monsieur,"
                f"</p><p>Actuellement docteur{c.e} junior en {s}, je sollicite un poste partagé entre "
                f"le {ch} (60 %) et le {chu} (40 %). Mes stages m’ont fait aimer la médecine de "
                "territoire, son équipe resserrée et la diversité de ses malades.</p><p>À moyen "
                "terme, je souhaite devenir praticien hospitalier dans la région ; à long terme, y "
                "fonder une filière de soins entre la ville et l’hôpital.</p>")
    elif style == 1:
        body = (f"<p>À la commission de sélection</p><p>Pourquoi je me présente : parce que le {ch} "
                f"manque de spécialistes en {s} et que j’y ai été heureu{'se' if c.e else 'x'} comme "
                f"interne. Pourquoi un temps partagé : parce que le {chu} continuera de me former, "
                "deux jours sur cinq. Ce que je veux ensuite : rester.</p><p>Mon projet professionnel "
                "est de prendre, à l’issue des deux années, un poste pérenne en établissement "
                "public.</p>")
    else:
        body = (f"<p>Chers membres du jury,</p><p>Ma candidature à l’assistanat à temps partagé naît "
                f"d’un constat simple : en {s}, les délais s’allongent au {ch}. Je propose d’y "
                f"consacrer trois jours par semaine et de garder deux jours au {chu} pour y "
                "poursuivre ma formation. Mes motivations sont cliniques autant que personnelles, "
                "ma famille vivant ici.</p>")
    return (f"<p>{c.whole}<br>Interne en {s}<br>{c.n + 2}, allée des Tests, 14999 Essai</p>{body}"
            f"<p>Veuillez croire en mes sentiments dévoués.</p><p>{c.whole}</p><p>"
            f"{scribble(c.whole)}</p>")


def project(c, style=0):
    s, ch, chu = c.specialty, c.ch_name, c.chu_name
    if style == 0:
        return (f"<h2>Projet de temps partagé {ch} – {chu}</h2><p>{c.whole}, {s}</p><h3>1. Le besoin"
                f"</h3><p>Le bassin de population du {ch} compte soixante mille habitants et un seul "
                f"spécialiste à temps plein.</p><h3>2. Mon activité au {ch} (60 %)</h3><p>Trois "
                "consultations, l’astreinte, les avis dans les étages.</p><h3>3. Mon activité au "
                f"{chu} (40 %)</h3><p>Deux jours par semaine : centre de référence, recherche "
                "clinique, enseignement.</p><h3>4. Formations prévues</h3><p>Un DIU la première "
                "année.</p><h3>5. Après</h3><p>Un poste de praticien sur le territoire.</p>"
                f"<p>{c.whole}, le 6 janvier 2026</p>")
    return (f"<h3>PROJET PÉDAGOGIQUE</h3><p>Candidat{c.e} : {c.whole}</p><p>Année 1 : {chu} 40 %, "
            f"{ch} 60 %. Année 2 : {chu} 20 %, {ch} 80 %.</p><ul><li>Activité de soins : gestes "
            "techniques supervisés, puis autonomie.</li><li>Participation à la vie de "
            "l’établissement : CLIN, comité du médicament.</li><li>Enseignement : externes, "
            "infirmiers de pratique avancée.</li><li>Recherche : registre régional.</li></ul>"
            f"<p>Vu et discuté avec {c.head} et {c.professor}.</p>")


def curriculum(c):
    return (f"<h2>{c.whole}</h2><p>CURRICULUM VITAE</p><p>Né{c.e} le {c.born} – nationalité "
            f"française – permis B</p><h3>Formation</h3><p>2014-2020 : études de médecine<br>"
            f"2021-2026 : internat de {c.specialty}</p><h3>Expérience</h3><p>{c.ch_name}, service de "
            f"{c.specialty}<br>{c.chu_name}, urgences</p><h3>Langues et loisirs</h3><p>Anglais "
            "courant ; voile, chorale.</p>")


def slip(c, extra=""):
    return (f"<p><b>{c.ch_name}</b><br>Direction des affaires médicales</p><p>BORDEREAU DE "
            f"TRANSMISSION</p><p>Veuillez trouver sous ce pli le dossier de {c.title} {c.whole}, "
            f"candidat{c.e} au dispositif des assistants spécialistes, composé de : fiche, lettre, "
            f"parcours, projet, avis des chefs de service, du coordonnateur, des directeurs et des "
            f"présidents de CME.</p>{extra}<p>La chargée des affaires médicales</p>")
