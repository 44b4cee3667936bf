"""Nonsense in any cell of a file: its row is taken or refused, and what is stored fits its column (R22).

SQLite stores what is too long, too big or cut in the middle of a character; PostgreSQL stops. So the room of every
column is checked here on both.
"""

import csv
import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from rebond.applications.models import Application
from rebond.spreadsheets import write_xlsx
from rebond.stock.models import Device, ErasureCertificate
from tests.factories.two_cities import EXAMPLE
from tests.safeguards.test_bad_input import NAUGHTY

pytestmark = pytest.mark.django_db

INVENTORY = {
    "Type": "Unité centrale", "Marque": "HP", "Modèle": "EliteDesk 800 G4", "N° de série": "CZC1",
    "N° d’immobilisation": "IMM1", "Code-barres": "123", "Processeur": "i5", "Mémoire": "8 Go", "Disque": "SSD 256",
    "Mise en service": "2019-11-30", "Fin de garantie": "2022-11-30", "VNC": "12,50", "Site": "Arenc",
    "Bâtiment": "B", "État": "Bon", "Observations": "RAS",
}  # fmt: skip
CERTIFICATES = {
    "N° série machine": "CZC1", "N° série disque": "D1", "Résultat": "Réussi", "Date": "2023-01-10",
    "Certificat": "BL-1", "Méthode": "NIST", "Norme": "800-88", "Logiciel": "Blancco", "Opérateur": "op",
}  # fmt: skip
FIRST = next(csv.DictReader(io.StringIO(EXAMPLE.read_text("utf-8-sig"))))
APPLICATIONS = FIRST | {"vague": "2", "rna": "", "siren": "", "siret": ""}
TEXTS = [text.encode("utf-8", "ignore").decode()[:32_000] for text in NAUGHTY if "\0" not in text]
TEXTS += ["x" * 700, "1e30", "0001-01-01"]
COMMANDS = {
    "import_stock": (INVENTORY, ["N° de série"], ["--lot", "ORANGE-9", "--donor", "Orange"]),
    "import_erasures": (CERTIFICATES, ["N° série machine"], []),
    "import_applications": (APPLICATIONS, ["id", "nom", "adresse"], []),
}


def hostile_rows(honest: dict[str, str], names: list[str], texts: list[str]) -> list[list[str]]:
    """For each column and each text, an honest row but for that cell, and with a name of its own."""
    rows = []
    for column in honest:
        for text in texts:
            own_names = {name: f"{honest[name]}-{len(rows)}" for name in names}
            rows.append([*(honest | own_names | {column: text}).values()])
    return rows


def too_long() -> list[str]:
    """Those columns that hold more than they may."""
    return [
        f"{model._meta.label}.{field.name}: {value!r:.80}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and field.max_length
        for value in model._base_manager.exclude(**{field.name: None}).values_list(field.name, flat=True)
        if len(value) > field.max_length or "\0" in value
    ]


def stored_rows() -> int:
    return sum(model._base_manager.count() for model in (Device, ErasureCertificate, Application))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("texts", [TEXTS[::2], TEXTS[1::2]], ids=["even", "odd"])
def test_no_cell_stops_an_import(command, texts, cities, tmp_path):
    honest, names, options = COMMANDS[command]
    rows, before = hostile_rows(honest, names, texts), stored_rows()
    write_xlsx(tmp_path / "file.xlsx", list(honest), rows, sheet="Parc")
    call_command(command, str(tmp_path / "file.xlsx"), *options, city="marseille", verbosity=0)
    assert too_long() == []
    assert stored_rows() - before > 200
