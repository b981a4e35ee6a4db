# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented people of the corpus, and the hospitals that send mail.

Hospitals keep their real names; every mail domain ends in .test.  Names of
establishments come from etc/etablissements.csv of the project.
"""
import csv
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[3]

# code: domains, DAM addresses.  One office may serve several hospitals.
MAIL = {
    "CH-LISIEUX": ("ch-lisieux.test", "damr@ch-lisieux.test"),
    "CHAB": ("ch-aunay-bayeux.test", "bureau.am@ch-aunay-bayeux.test"),
    "CH-FALAISE": ("ch-falaise.test", "secr.medical@ch-falaise.test"),
    "CH-VIRE": ("ght-collines.test", "affaires.medicales@ght-collines.test"),
    "CHCF": ("ch-cotefleurie.test", "dpm@ch-cotefleurie.test"),
    "EPSM-CAEN": ("epsm-calvados.test", "dam@epsm-calvados.test"),
    "CFB": ("baclesse.test", "rh.medecins@baclesse.test"),
    "CHPC": ("ch-cotentin.test", "sam@ch-cotentin.test|*@dpm.ch-cotentin.test"),
    "CH-STLO": ("ght-centremanche.test", "dam@ght-centremanche.test"),
    "CH-COUTANCES": ("ght-centremanche.test", "dam@ght-centremanche.test"),
    "CHAG": ("gh-msm.test", "poleam@gh-msm.test"),
    "CHICAM": ("chicam.test", "personnel.medical@chicam.test"),
    "CH-FLERS": ("ght-collines.test", "affaires.medicales@ght-collines.test"),
    "CHIC-ANDAINES": ("ght-collines.test", "affaires.medicales@ght-collines.test"),
    "CH-ARGENTAN": ("ch-argentan.test", "c.poisnel@ch-argentan.test"),
    "CH-LAIGLE": ("ch-laigle.test", "dir.affaires.medicales@ch-laigle.test"),
    "CH-MORTAGNE": ("ch-mortagne.test", "dam@ch-mortagne.test"),
    "CPO": ("cpo-alencon.test", "sec-dam@cpo-alencon.test"),
    "CHES": ("ch-eureseine.test", "dam.evreux@ch-eureseine.test"),
    "CH-BERNAY": ("ch-bernay.test", "bam@ch-bernay.test"),
    "CH-GISORS": ("ch-gisors.test", "affmed@ch-gisors.test"),
    "CH-VERNEUIL": ("ch-verneuil.test", "rh-medicales@ch-verneuil.test"),
    "NHN": ("nh-navarre.test", "secretariat.dam@nh-navarre.test"),
    "CH-PAUD": ("ch-pontaudemer.test", "dam@ch-pontaudemer.test"),
    "CHU-CAEN": ("chu-caen.test", "dam@chu-caen.test"),
    "CHU-ROUEN": ("chu-rouen.test", "recrutement.medical@chu-rouen.test"),
    "GHH": ("gh-lehavre.test", "dapm@gh-lehavre.test"),
    "CHIELVR": ("chi-elbeuf.test", "dam@chi-elbeuf.test"),
    "CH-DIEPPE": ("ch-dieppe.test", "affairesmedicales@ch-dieppe.test"),
    "CHIPHF": ("ch-fecamp.test", "dam@ch-fecamp.test"),
    "CHICVS": ("chi-cvs.test", "m.lefrancois@chi-cvs.test"),
    "CH-ROUVRAY": ("ch-rouvray.test", "dpam@ch-rouvray.test"),
    "CHB": ("becquerel.test", "drh@becquerel.test"),
    "CH-EU": ("ch-eu.test", "affaires-medicales@ch-eu.test"),
    "CH-NEUFCHATEL": ("ch-neufchatel.test", "dam.territoire@chu-rouen.test"),
    "CH-BARENTIN": ("ch-austreberthe.test", "dam.territoire@chu-rouen.test"),
    "CH-YVETOT": ("ch-yvetot.test", "dam.territoire@chu-rouen.test"),
    "CH-BELVEDERE": ("ch-belvedere.test", "dam.territoire@chu-rouen.test"),
}


class Hospital:
    def __init__(self, row):
        self.code, self.name, self.kind = row["code"], row["name"].split(" (")[0], row["kind"]
        self.full_name = row["name"]
        self.aliases = row["aliases"].split("|")
        self.department, self.subdivision = row["department"], row["subdivision"]
        self.domain, dams = MAIL[self.code]
        self.dam_addresses = dams
        self.dam = dams.split("|")[0]

    @property
    def chu(self):
        return {"caen": "CHU-CAEN", "rouen": "CHU-ROUEN"}[self.subdivision]


def read_hospitals():
    with open(ROOT / "etc/etablissements.csv", encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter=";") if r["code"] in MAIL]
    return {r["code"]: Hospital(r) for r in rows}


H = read_hospitals()


def write_registry(path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\n")
        out.writerow(["code", "name", "aliases", "kind", "department", "subdivision", "domains",
                      "dam_addresses"])
        for h in H.values():
            out.writerow([h.code, h.full_name, "|".join(h.aliases), h.kind, h.department,
                          h.subdivision, h.domain, h.dam_addresses])


# Who signs: name, and whether a woman.  Directors and presidents by house.
DIRECTORS = ["Mme Solveig HARCOUËT", "M. Thibaud ESNEVAL", "Mme Corinne DUVALLET",
             "M. Pierrick LHOMER", "Mme Inès BOURGUEBUS", "M. Aurélien TAILLEPIED"]
PRESIDENTS = ["Dr Gwenola MARESQ", "Dr Ferdinand OURSEL", "Dr Marie-Laure QUIBEL",
              "Dr Stanislas VIMONT", "Dr Nadège CLERFAYT", "Dr Jérémie HOULBREQUE"]
HEADS = ["Dr Aliénor PIGNEROL", "Dr Bertrand SAUQUEVILLE", "Dr Fatoumata DIABY",
         "Dr Karim BENSALEM", "Dr Hortense LECACHEUX", "Dr Witold JASINSKI",
         "Dr Perrine ROUXMESNIL", "Dr Octave THIBERVILLE"]
CHU_DIRECTORS = {"CHU-CAEN": "M. Grégoire VALDAHON", "CHU-ROUEN": "Mme Edwige MONTFERRIER"}
CHU_PRESIDENTS = {"CHU-CAEN": "Pr Maëlle STEVENOT", "CHU-ROUEN": "Pr Anselme DRIEUX"}
PROFESSORS = ["Pr Clotilde ARNOUVILLE", "Pr Vladimir ESTANOVE", "Pr Sibylle KERMADEC",
              "Pr Antonin GRAVELOT", "Pr Rachida OUFKIR", "Pr Lazare BONNECAZE",
              "Pr Ombeline FRESNAY", "Pr Ulysse CHANTELOUP"]
COORDINATORS = ["Pr Edmond LARCHEVEQUE", "Pr Yseult DAMPIERRE", "Pr Hakim ZEROUALI",
                "Pr Blandine COURSEUL", "Pr Théophile WAUTIER", "Pr Mireille ASTRUC"]
FEMININE = {"Solveig", "Corinne", "Inès", "Gwenola", "Marie-Laure", "Nadège", "Aliénor",
            "Fatoumata", "Hortense", "Perrine", "Edwige", "Maëlle", "Clotilde", "Sibylle",
            "Rachida", "Ombeline", "Yseult", "Blandine", "Mireille"}


def woman(signatory):
    return signatory.split()[1] in FEMININE


class Candidate:
    """One candidate; n picks the signatories, so that they differ."""

    def __init__(self, n, family, given, sex, specialty, code, **more):
        self.n, self.family, self.given, self.sex = n, family, given, sex
        self.specialty, self.hospital = specialty, H[code]
        self.code, self.subdivision = code, self.hospital.subdivision
        self.chu = H[self.hospital.chu]
        self.head = more.get("head", HEADS[n % len(HEADS)])
        self.professor = more.get("professor", PROFESSORS[(3 * n + 1) % len(PROFESSORS)])
        self.coordinator = more.get("coordinator", COORDINATORS[(5 * n + 2) % len(COORDINATORS)])
        place = sorted(H).index(code)
        self.director = more.get("director", DIRECTORS[place % len(DIRECTORS)])
        self.president = more.get("president", PRESIDENTS[place % len(PRESIDENTS)])
        self.chu_director = CHU_DIRECTORS[self.chu.code]
        self.chu_president = CHU_PRESIDENTS[self.chu.code]
        self.born = f"{1 + n % 28:02}/{1 + n % 12:02}/{1992 + n % 6}"
        self.title = "Mme" if sex == "f" else "M."

    @property
    def whole(self):
        return f"{self.given} {self.family}"

    @property
    def e(self):
        return "e" if self.sex == "f" else ""

    @property
    def he(self):
        return "elle" if self.sex == "f" else "il"

    @property
    def chu_name(self):
        return self.chu.name

    @property
    def ch_name(self):
        return self.hospital.name
