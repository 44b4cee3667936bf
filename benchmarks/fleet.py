"""A donor's fleet as big as one wants, in the shape of the demonstration's, from a fixed seed."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADER = (
    "N° Immo", "Code barre", "Type", "Marque", "Modèle", "N° de série", "Processeur", "RAM (Go)", "Disque",
    "Date mise en service", "Fin de garantie", "VNC €", "Site", "Bâtiment / Étage", "État", "Effacement",
    "Observations",
)  # fmt: skip
MODELS = (
    ("HP", "EliteDesk 800 G4 DM 65W", "i5-8500T", "8 Go", "SSD 256 Go"),
    ("Hewlett-Packard", "ProDesk 600 G4 SFF", "i5-8500", 8, "SSD 256 Go"),
    ("Dell Inc.", "OptiPlex 5060 Micro", "i5-8500T", "8GB", "SSD 256 Go"),
    ("LENOVO", "ThinkCentre M920q Tiny", "i5-8500T", 16, "SSD 256 Go"),
)
SITES = ("Marseille - Saint-Mauront", "Marseille - Prado", "Aix - Les Milles", "Avignon", "Toulon")
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def write_fleet(path: Path, rows: int, seed: int = 20230228) -> None:
    """Write an XLSX of that many machines: junk lines, header on row 4, some dirt, a total row."""
    draw = random.Random(seed)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        page = workbook.add_worksheet("Parc")
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, ["Export parc DSI - Lot don associations"])
        page.write_row(1, 0, ["Extraction du 12/12/2022 ; confidentiel interne"])
        page.write_row(3, 0, HEADER)
        for number in range(rows):
            brand, model, processor, memory, disk = draw.choice(MODELS)
            begun = date(2019, 9, 1) + timedelta(days=draw.randrange(120))
            serial = f"CZC9{number:06d}" if number % 500 else ""
            facts = [
                f"IMM{19_000_000 + number}", f"OR{number:07d}", "Unité centrale", brand, model, serial, processor,
                memory, disk, begun, begun + timedelta(days=1095), draw.choice((0, 12.5, 25)), draw.choice(SITES),
                f"Bât. {draw.choice('ABC')} / {draw.randrange(7)}e étage",
                "HS" if number % 97 == 0 else "Bon", "oui", "",
            ]  # fmt: skip
            for column, value in enumerate(facts):
                if isinstance(value, date):
                    page.write_datetime(number + 4, column, value, day)
                else:
                    page.write(number + 4, column, value)
        page.write_row(rows + 4, 0, ["TOTAL", str(rows)])
