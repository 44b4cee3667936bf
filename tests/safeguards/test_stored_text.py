"""What people typed never runs: not in a page, not in a spreadsheet (rules R25, R26).

Every text of every row is poisoned in the database, behind the forms' back; then every page and every export is read.
"""

import csv
import io
from collections.abc import Iterator

import openpyxl
import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from rebond.accounts.models import Role
from tests.factories.two_cities import TwoCities
from tests.repository.test_access import ROWS

pytestmark = pytest.mark.django_db

SCRIPT = "<img src=x onerror=alert(7)>{{7*7}}"
FORMULA = "=HYPERLINK(1)"
# Codes that the house writes and reads itself; a person cannot reach them.
CODES = {
    "waves.Proposal",
    "waves.SimulationRun.report",
    "journal.Entry",
    "jobs.Job",
    "jobs.Heartbeat",
    "sessions.Session",
    "safeguards.FormReceipt",
    "accounts.User.password",
    "accounts.Invitation.code_sha256",
    "applications.Application.reference",
    "applications.CorrectionItem.question",
    "applications.CorrectionItem.paper",
    "tenancy.City.country",
    "tenancy.City.hostname",
    "programmes.Programme.legal_route",
    "stock.Device.blocking_flags",
    "stock.Device.bench_flags",
    "stock.OwnCheck.standard",
    "stock.Movement",
    "stock.FileRow.codes",
    "stock.Donation.token",
    "stock.Donation.sender",
    "stock.Tag.token",
    "stock.Identifier.code",
    "stock.SavedView.query",
    "stock.ColumnMapping.heading",
    "documents.Document.sha256",
    "applications.Paper.kind",
    "documents.Deposit.sha256",
    "documents.Deposit.refusal",
}


def poison(text: str) -> int:
    """Put the text before what every row says; return how many texts were reached."""
    reached = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if is_free_text(field) and {model._meta.label, f"{model._meta.label}.{field.name}"}.isdisjoint(CODES):
                reached += poison_column(model, field, text)
    return reached


def is_free_text(field: models.Field) -> bool:
    return type(field) in {models.CharField, models.TextField} and not field.choices and not field.primary_key


def poison_column(model: type[models.Model], field: models.Field, text: str) -> int:
    """Poison a column at once; where a constraint defends some of its rows, the others one by one."""
    room = field.max_length or 10_000
    poisoned = Left(Concat(Value(text), F(field.name), output_field=models.TextField()), room)
    rows = model._base_manager.exclude(**{field.name: None})
    try:
        with transaction.atomic():
            return rows.update(**{field.name: poisoned})
    except IntegrityError:
        return sum(poison_row(rows.filter(pk=pk), field, poisoned) for pk in rows.values_list("pk", flat=True))


def poison_row(row: models.QuerySet, field: models.Field, poisoned: Left) -> int:
    try:
        with transaction.atomic():
            return row.update(**{field.name: poisoned})
    except IntegrityError:
        return 0


def read_all(routes: Iterator[str], cities: TwoCities, who: str) -> Iterator[tuple[str, HttpResponseBase]]:
    browser = Client()
    if cities.people[who] is not None:
        browser.force_login(cities.people[who])
    for route in routes:
        yield route, browser.get(reverse(route, kwargs=cities.targets[ROWS[route].kind]["own"]))


@pytest.mark.parametrize(
    ("who", "least"),
    [("anonymous", 20), (Role.OFFICER, 300), (Role.MANAGER, 60), (Role.DONOR, 60), (Role.AUDITOR, 200)],
)
def test_stored_text_never_becomes_markup(who, least, cities):
    assert poison(SCRIPT) > 300
    routes = (
        route for route, row in ROWS.items() if "GET" in row.methods and row.admits(who) and route != "demo:sign_in"
    )
    pages = {
        route: b"".join(answer)
        for route, answer in read_all(routes, cities, who)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    }
    assert [route for route, page in pages.items() if b"<img src=x" in page] == []
    assert sum(page.count(b"&lt;img src=x") for page in pages.values()) > least


FIGURES_ONLY = {
    "portal:districts_csv",
    "directory:reach_csv",
    "directory:register_refusals_csv",
    "handovers:donor_districts_csv",
    "handovers:donor_districts_xlsx",
    "handovers:donor_paper_csv",  # what was frozen when the paper was prepared
    "handovers:donor_paper_xlsx",
    # every line is of a collected slip, which the database keeps as it was
    "stock:waste_register_csv",
    "stock:waste_register_xlsx",
    "waves:simulation_csv",
    "waves:simulation_xlsx",
}
EXPORTS = [route for route in ROWS if route.endswith(("_csv", "_xlsx"))]


def cells_of(route: str, answer: HttpResponseBase) -> list[str]:
    """Every text of an exported file, headings aside; a formula comes back as one."""
    content = b"".join(answer.streaming_content)
    if route.endswith("_csv"):
        return [
            cell
            for row in list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))[1:]
            for cell in row
        ]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    return [cell.value for cell in cells if isinstance(cell.value, str)]


@pytest.mark.parametrize("route", EXPORTS)
def test_an_export_never_holds_a_formula(route, cities):
    poison(FORMULA)
    [(_, answer)] = read_all(iter([route]), cities, Role.OFFICER)
    cells = cells_of(route, answer)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any(cell.startswith(f"'{FORMULA}") for cell in cells) == (route not in FIGURES_ONLY)


def test_a_page_that_forgot_to_escape_is_found(cities, monkeypatch):
    """The planted fault: with escaping off, the same reading finds the script."""
    monkeypatch.setattr("django.template.base.conditional_escape", str)
    poison(SCRIPT)
    [(_, answer)] = read_all(iter(["stock:device"]), cities, Role.OFFICER)
    assert b"<img src=x" in answer.content
