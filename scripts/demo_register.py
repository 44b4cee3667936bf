"""Write the demonstration's register: invented associations of Marseille in the shape of the RNA. Run once, kept.

Names are put together from words and streets that exist nowhere; numbers are W13398xxxx, which no register holds.
"""

import csv
import random
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "rebond" / "demo" / "data" / "registre-marseille.csv"
COUNT = 240
KINDS = {
    "011000": ("Club", "pratiquer le sport avec les jeunes du quartier"),
    "006000": ("Atelier", "pratiquer les arts et la musique, monter des spectacles"),
    "015000": ("École", "accompagner la scolarité des enfants, aider les familles"),
    "019014": ("Cercle", "apprendre à lire et à écrire, lutter contre l'illettrisme"),
    "030000": ("Tremplin", "accompagner les demandeurs d'emploi"),
    "020000": ("Entraide", "distribuer de la nourriture et des vêtements"),
    "021000": ("Amicale", "rompre l'isolement des personnes âgées"),
    "005020": ("Point", "donner accès à l'informatique et au numérique"),
    "017000": ("Relais", "informer sur la santé, accueillir les personnes en situation de handicap"),
    "024000": ("Jardin", "cultiver un jardin partagé, réparer plutôt que jeter"),
    "009000": ("Maison", "animer la vie du quartier avec ses habitants"),
}
OF = ("des Embruns", "du Mistral", "de la Garrigue", "des Tuiles", "du Cabanon", "des Voiles", "de la Restanque",
      "des Lauriers", "du Figuier", "de l'Anse", "des Sardines", "du Belvédère", "de la Traverse", "des Pins",
      "du Lavoir", "des Cigales", "de la Bastide", "des Oursins", "du Ponton", "de l'Olivier", "des Amandiers",
      "du Phare", "des Galets", "de la Passerelle")  # fmt: skip
STREETS = ("RUE des Oursins", "TRA des Platanes", "IMP des Tamaris", "AV du Cabanon", "BD de la Restanque")
HEADER = (
    "id", "id_ex", "siret", "titre", "titre_court", "objet", "objet_social1", "objet_social2", "adrs_numvoie",
    "adrs_typevoie", "adrs_libvoie", "adrs_codeinsee", "adrs_codepostal", "adrs_libcommune", "date_creat",
    "date_disso", "position", "maj_time",
)  # fmt: skip


def rows() -> list[list[str]]:
    """Each row once: a name of its own, a district, an object; one in fifteen is dissolved."""
    draw = random.Random(20230228)  # noqa: S311
    names = [(code, f"{kind} {of}") for code, (kind, _purpose) in KINDS.items() for of in OF]
    made = []
    for number, (code, name) in enumerate(draw.sample(names, COUNT)):
        district = draw.randint(1, 16)
        street_kind, street = draw.choice(STREETS).split(" ", 1)
        ended = number % 15 == 14
        made.append([
            f"W13398{number:04}", "", "", name.upper(), "", KINDS[code][1], code, "000000", str(draw.randint(1, 180)),
            street_kind, street, f"132{district:02}", f"130{district:02}", "Marseille",
            f"{draw.randint(1975, 2024)}-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}",
            "2024-06-30" if ended else "0001-01-01", "D" if ended else "A", "2025-01-02 03:04:05",
        ])  # fmt: skip
    return made


if __name__ == "__main__":
    with TARGET.open("w", encoding="iso-8859-1", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEADER, *rows()])
