# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the printed form, filled in or left empty.

The wording is that of etc/forms/*.txt, read here page by page; what people
write after each colon is of this file.
"""
import html

from papers import scribble
from people import ROOT, woman

DOTS = "………………………………………………………"
BOXES = {"Interne", "Docteur Junior", "Autre : (à préciser)", "Novembre 2026", "Mai 2027", "1 an",
         "2 ans"}
# Lines that end in a colon and ask for nothing.
HEADINGS = ("Etat civil", "Informations", "Statut", "Date de la prise", "Durée", "Diplômes :",
            "Travaux", "1°/ Doct", "2°/ Dip", "3°/ Dip", "4°/", "Stages")


def read_form(name):
    pages, at = {}, None
    for line in (ROOT / f"etc/forms/{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            at = pages.setdefault(line[2:].strip(), [])
        elif at is not None and line and not line.startswith("#"):
            at.append(line)
    return pages


FORM = {"asr-2026": read_form("asr-2026"), "asr-2025": read_form("asr-2025")}
PIECES = ["fiche-candidat", "lettre-motivation", "parcours", "projet", "avis-chef-service-chu",
          "avis-chef-service-ch", "avis-coordonnateur", "avis-directeur-chu", "avis-directeur-ch",
          "avis-cme-ch", "avis-cme-chu", "protection-donnees"]
OLD_PIECES = ["lettre-motivation", "parcours", "projet-pedagogique", "avis-chef-service-chu",
              "avis-chef-service-ch", "avis-coordonnateur", "avis-directeur-chu",
              "avis-directeur-ch", "avis-cme-chu", "avis-cme-ch"]
CHU_SIDE = {"avis-chef-service-chu", "avis-directeur-chu", "avis-cme-chu", "avis-coordonnateur"}


def signatory(c, piece):
    return {"avis-chef-service-chu": c.professor, "avis-chef-service-ch": c.head,
            "avis-coordonnateur": c.coordinator, "avis-directeur-chu": c.chu_director,
            "avis-directeur-ch": c.director, "avis-cme-ch": c.president,
            "avis-cme-chu": c.chu_president}[piece]


def period(c):
    return ("du 2 novembre 2026 au 1er novembre 2028", "du 02/11/2026 au 31/10/2027",
            "2 ans à compter du 2 mai 2027")[c.n % 3]


def project_texts(c):
    s, ch, chu = c.specialty, c.ch_name, c.chu_name
    sets = [
        {"1. Acquisition": f"Échographie interventionnelle et gestes guidés en {s}, une matinée par "
         "semaine avec un compagnonnage senior.",
         "2. Acquisition": "Décision en réunion pluridisciplinaire, responsabilité de dix lits.",
         "3. Dév": f"Ouverture d’une consultation avancée au {ch}.",
         "Détailler les act": "Participation au groupe de travail sur les admissions directes.",
         "Détailler les con": "Revue de morbi-mortalité trimestrielle.",
         "1. Programmes": f"Cohorte régionale conduite par le {chu}.",
         "2. Nature": "Consultation spécialisée un jour par semaine.",
         "(Incluant": f"Poste de praticien hospitalier au {ch}."},
        {"1. Acquisition": "Perfectionnement aux explorations fonctionnelles ; cinquante actes "
         "supervisés la première année.",
         "4. Dév": "Équipe mobile, astreintes partagées avec les urgences.",
         "6. Enc": "Cours hebdomadaire aux externes et aux infirmiers.",
         "(Participation": "Sous-commission du médicament, rencontre des hôpitaux de proximité.",
         "3. Participation à l’ens": f"Enseignements dirigés de {s} en deuxième cycle.",
         "Diplômes d’univ": "Diplôme universitaire de pédagogie médicale.",
         "(Incluant": "Installation durable dans le département."}]
    return sets[c.n % 2]


def values_of(c, piece):
    """What stands after each label, by the beginning of the line."""
    s, ch, chu = c.specialty, c.ch_name, c.chu_name
    mail = c.given.lower().replace(" ", "") + "@boite-perso.test"
    if piece == "fiche-candidat":
        return {"Nom du": c.family, "Prénom du": c.given, "Date de nai": c.born,
                "Lieu de": "Saint-Aubin-sur-Test", "Département": c.hospital.department,
                "Spécialité": s, "Adresse p": f"{c.n + 2}, allée des Tests, 14999 Essai",
                "N° de": f"06 39 98 {c.n % 90 + 10} 17", "Adresse é": mail}
    if piece == "parcours":
        return {"Faculté": "UFR Santé, Normandie", "Dates Eta": [
            f"11/2023 – 04/2024 | {ch} | {s} | {c.head}",
            f"05/2024 – 10/2024 | {chu} | {s} | {c.professor}"],
            "Autres f": "gardes au service d’accueil des urgences",
            "Date d’ob": ["soutenance fixée au 9 octobre 2026", "2026"],
            "Université :": ["Normandie", "Normandie"], "Spécialité": [s],
            "1°/ Publi": f"{c.family} {c.given[0]}. et al., Cahiers d’essai, 2025, n° {c.n}, p. 12-19",
            "2°/ Commu": "Journées normandes de la spécialité, 2025"}
    if piece in ("projet", "projet-pedagogique"):
        return {"Etablissement du": ["40", "40"], "Centre hospitalier :": ["60", "60"],
                **project_texts(c)}
    if piece == "avis-coordonnateur":
        return {"sur la can": "candidature solide, que je soutiens pleinement",
                "sur le pro": f"projet cohérent entre le {ch} et le {chu}",
                "sur le dev": f"poste de praticien envisagé au {ch}"}
    if piece.startswith("avis"):
        house = chu if piece in CHU_SIDE else ch
        of = f"{s}, {house}" if "chef" in piece else house
        return {"Je soussigné": signatory(c, piece), "Chef de Service": of, "Directeur de": of,
                "Président de": of, "Donne un avis": c.whole, "Pour être": s,
                "Pour la période": period(c),
                "Descriptif": "consultations, avis dans les étages, participation aux staffs",
                "à l’issue": "praticien hospitalier"}
    return {}


def take(values, line):
    for begin, value in values.items():
        if line.startswith(begin):
            if isinstance(value, list) and not begin.startswith("Dates"):
                return value.pop(0) if value else ""
            return value
    return None


def box(line, ticked):
    if line.startswith("En cochant"):
        on = True
    elif line.startswith(("Autre", "Mai", "1 an")):
        on = False
    else:
        on = line in ("Interne", "Novembre 2026", "2 ans")
    return ("☒ " if on and ticked else "☐ ") + line


def sign_line(c, piece, signed):
    if not signed:
        return "Date : Signature :"
    name = c.whole if piece.startswith(("projet", "lettre")) else signatory(c, piece)
    return f"Date : {5 + c.n % 20:02}/01/2026 Signature : {name} {scribble(name)}"


def page(c, piece, blank=False, form="asr-2026", heading=None, values=None, signed=True,
         drop=(), text=None, opinion=None):
    """One page of the form.  values: other words; drop: lines left out;
    heading: in place of «ANNEXE n»; opinion: struck in for «favorable»."""
    given = {} if blank else {**values_of(c, piece), **(values or {})}
    if piece == "lettre-motivation" and not blank and text is None:
        text = motivation_lines(c)
    out = []
    for line in FORM[form][piece]:
        if any(line.startswith(d) for d in drop):
            continue
        if heading is not None and line.startswith("ANNEXE"):
            line = heading
        if line in BOXES or line.startswith("En cochant"):
            out.append(html.escape(box(line, not blank)))
            continue
        if line.startswith(("Date :", "Signature :")):
            if line.startswith("Signature :") and out and "Signature" in out[-1]:
                continue
            out.append(line + " " + DOTS if blank else sign_line(c, piece, signed))
            continue
        if opinion and line.startswith("Donne un avis favorable"):
            line = line.replace("favorable", opinion)
        value = take(given, line)
        line = html.escape(line)
        if value is not None and value != "":
            more = value if isinstance(value, list) else [value]
            line += " <b>" + "</b><br><b>".join(html.escape(v) for v in more) + "</b>"
        elif line.rstrip().endswith((":", "soussigné(e)", "%")) and not line.startswith(HEADINGS):
            line = line.replace(" %", f" {DOTS[:8]} %") if line.endswith("%") \
                else line + " " + DOTS
        out.append(line)
    if text:
        out += text
    if not out:
        return ""
    return f"<h2>{out[0]}</h2>" + "".join(f"<p>{line}</p>" for line in out[1:])


def index_page(form="asr-2026"):
    lines = FORM[form]["index"]
    return f"<h2>{lines[0]}</h2>" + "".join(f"<p>{html.escape(x)}</p>" for x in lines[1:])


def whole(c, blank=(), without=(), form="asr-2026", index=False, **more):
    """All pages of the form in its order, as one document's pages."""
    pages = [index_page(form)] if index else []
    pieces = PIECES if form == "asr-2026" else OLD_PIECES
    for piece in pieces:
        if piece in without:
            continue
        pages.append(page(c, piece, piece in blank, form=form, **more))
    return pages


def motivation_lines(c):
    return [f"Madame, Monsieur, interne en {c.specialty}, je me permets de vous soumettre mon souhait "
            f"de partager mon exercice entre le {c.ch_name} et le {c.chu_name}, à raison de trois "
            "jours et de deux jours par semaine.",
            "À court terme je veux acquérir de l’autonomie ; à long terme, m’installer dans ce "
            "territoire où j’ai choisi de vivre et dont je connais les besoins.",
            f"Fait le {3 + c.n % 20} janvier 2026, {c.whole} {scribble(c.whole)}"]


def retyped(c, piece, number=None, title=None):
    """The same questions in a house's own table, in its own words."""
    def table(rows):
        return "<table border=1 cellpadding=3>" + "".join(
            f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"
    head = f"<h3>{'Annexe ' + str(number) + ' – ' if number else ''}{title}</h3>" if title else ""
    who = signatory(c, piece) if piece.startswith("avis") else ""
    f = who and woman(who)
    house = c.chu_name if piece in CHU_SIDE else c.ch_name
    if piece == "fiche-candidat":
        return (head or "<h3>Fiche de renseignements – candidature</h3>") + table([
            ("Nom d’usage", c.family), ("Prénoms", c.given), ("Né" + c.e + " le", c.born),
            ("à", "Saint-Aubin-sur-Test"), ("Spécialité (DES)", c.specialty),
            ("Statut", "Interne en dernière année"), ("Prise de fonction souhaitée", "2/11/2026"),
            ("Durée", "2 ans"), ("Téléphone", "06 39 98 00 12"),
            ("Courriel", f"{c.family.lower().replace(' ', '')}@boite-perso.test")])
    if piece == "parcours":
        return (head or "<h3>Parcours du candidat</h3>") + table([
            ("Faculté d’origine", "Caen"), ("Stages d’internat", f"{c.ch_name} (6 mois), "
             f"{c.chu_name} (18 mois)"), ("Thèse", "soutenance le 9 octobre 2026"),
            ("DES", c.specialty), ("DU / DIU", "échographie, 2025"),
            ("Publications", f"{c.family} {c.given[0]}., Cahiers d’essai, 2025"),
            ("Communications orales", "Journées normandes, Caen, 2025")])
    role = {"avis-chef-service-chu": "Cheffe de service" if f else "Chef de service",
            "avis-chef-service-ch": "Cheffe de service" if f else "Chef de service",
            "avis-coordonnateur": "Coordonnatrice locale du DES" if f else
            "Coordonnateur local du DES",
            "avis-directeur-chu": "Directrice générale" if f else "Directeur général",
            "avis-directeur-ch": "Directrice" if f else "Directeur",
            "avis-cme-ch": "Présidente de la CME" if f else "Président de la CME",
            "avis-cme-chu": "Présidente de la CME" if f else "Président de la CME"}[piece]
    return (head or f"<h3>Avis – {role}, {house}</h3>") + table([
        ("Nom du signataire", who), ("Qualité", role), ("Établissement", house),
        ("Candidat" + c.e, f"{c.title} {c.whole}"), ("Spécialité", c.specialty),
        ("Avis", "☒ favorable &nbsp; ☐ réservé &nbsp; ☐ défavorable"), ("Période", period(c)),
        ("Date", "14 janvier 2026"), ("Signature", scribble(who))])
