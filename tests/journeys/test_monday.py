"""A bad Monday: the worker is killed in the middle of its work, the server is stopped and started again."""

import csv
import os
import signal
from pathlib import Path

from playwright.sync_api import Page, expect

MACHINES = 8_000
LEASE = "2"
COUNTED = """
from rebond.journal.models import Entry
from rebond.stock.models import Device
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
with city_scope(City.objects.get()):
    print(Device.objects.filter(lot__reference="LUNDI").count(), Entry.objects.filter(verb="stock_imported").count())
"""


def test_file_is_applied_once_whatever_is_killed(unserved_house, visit_served, tmp_path):
    house = unserved_house
    with house.served(REBOND_TASK_LEASE=LEASE) as server:
        page = visit_served("/stock/fichiers/deposer/", as_="Inès Ferrand")
        upload(page, inventory(tmp_path))
        page.get_by_role("button", name="Enregistrer en stock").click()
        page.get_by_role("dialog").get_by_role("button", name="Enregistrer en stock").click()
        expect(page.get_by_text("Enregistrement en cours")).to_be_visible()
        wait_until_begun(page.context.new_page())
        os.kill(worker_of(server), signal.SIGKILL)
        expect(page.get_by_text("Enregistré le")).to_be_visible()
        file = page.url
    before = house.rebond("shell", "--no-imports", "-c", COUNTED).stdout
    assert before.split() == [str(MACHINES), "2"]

    with house.served():
        page = visit_served(file, as_="Inès Ferrand")
        expect(page.get_by_text("Enregistré le")).to_be_visible()
    assert house.rebond("shell", "--no-imports", "-c", COUNTED).stdout == before


def inventory(folder: Path) -> Path:
    """A donor's export that takes seconds to apply."""
    path = folder / "lundi.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Type", "Marque", "Modèle", "N° de série"])
        rows.writerows(["Unité centrale", "HP", "EliteDesk 800 G4", f"LUN{n:07}"] for n in range(MACHINES))
    return path


def upload(page: Page, path: Path) -> None:
    page.get_by_label("Fichier", exact=True).set_input_files(path)
    page.get_by_label("Référence du lot").fill("LUNDI")
    page.get_by_label("Donateur d’un nouveau lot").select_option("Orange")
    page.get_by_role("button", name="Déposer et lire le fichier").click()
    expect(page.get_by_role("heading", name="Ligne par ligne")).to_be_visible()


def wait_until_begun(tasks: Page) -> None:
    """Look at the list of tasks until the worker has taken the file."""
    tasks.goto("/taches/")
    while not tasks.get_by_text("En cours", exact=True).is_visible():
        expect(tasks.get_by_text("En attente")).to_be_visible()
        tasks.reload()


def worker_of(server: int) -> int:
    """The process of the worker, among the children of `rebond serve`."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return next(int(child) for child in children if Path(f"/proc/{child}/cmdline").read_bytes().endswith(b"\0work\0"))
