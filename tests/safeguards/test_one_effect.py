"""Every form of the house, sent twice and sent bare (rule R6)."""

import uuid
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rebond.accounts.models import Role
from rebond.applications.models import Application
from rebond.handovers.models import Handover
from rebond.journal.models import Entry
from rebond.stock.models import Device
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from tests.applications.test_views import ANSWERS
from tests.factories.accounts import reader
from tests.factories.organisations import association
from tests.factories.reviews import impartial
from tests.factories.stock import certificates_file, inventory_file, machine
from tests.factories.two_cities import EXAMPLE
from tests.repository.test_access import ROWS

pytestmark = pytest.mark.django_db

KEY = {"idempotency_key": str(uuid.UUID(int=6))}
SAMPLES = {"interface:gallery"}
FORMS = [
    route
    for route, row in ROWS.items()
    if "POST" in row.methods and not route.startswith(settings.ROUTES_WITHOUT_KEY) and route not in SAMPLES
]


RULES = {"floor": 0, "key": "leximin", "admission": "rank", "reserve": "none"}


@pytest.fixture
def karim(cities) -> Iterator[Client]:
    """Karim's browser, in Marseille. He proposed nothing, so that he may publish."""
    browser = Client()
    browser.force_login(cities.people[Role.OFFICER])
    with city_scope(City.objects.get(slug="marseille")):
        yield browser


def address_of(route: str, cities) -> str:
    address = reverse(route, kwargs=cities.targets[ROWS[route].kind]["own"])
    if route == "applications:new":
        newcomer = association("Les Claviers du Panier", rna="W133990099")
        return f"{address}?association={newcomer.pk}"
    if route == "applications:give_reading":
        impartial(cities.people[Role.OFFICER], Application.objects.get(pk=cities.targets["application"]["own"]["pk"]))
    return address


def filled(route: str) -> dict:
    """An honest answer to the form of a route."""
    free = list(Device.objects.allocatable().order_by("serial").values_list("serial", flat=True)[:2])
    answers = {
        "stock:hold": {"reason": "Écran fêlé"},
        "stock:upload": {
            "kind": "inventory",
            "lot": "ORANGE-9",
            "new_donor": "Orange",
            "file": SimpleUploadedFile("parc.xlsx", inventory_file(machine("CZC1"))),
        },
        "stock:upload_erasures": {
            "file": SimpleUploadedFile("f.csv", certificates_file(("CZC1", "D", "OK", "10/01/2023")))
        },
        "applications:upload": {"file": SimpleUploadedFile("candidatures.csv", EXAMPLE.read_bytes())},
        "programmes:edit_wave": {
            "name": "Première vague",
            "stock": 100,
            "floor": 10,
            "cap": 30,
            "open_to": "every-size",
            "opens_on": "2026-12-01",
            "closes_on": "2027-01-15",
            "lottery_seed": "calanque",
            "version": 1,
        },
        "programmes:tell_draw": {"result": "3 17 22 40 41"},
        "applications:new": ANSWERS,
        "applications:edit": ANSWERS | {"version": 1},
        "applications:override": {"decision": "ineligible", "reason": "Le siège a quitté Marseille."},
        "applications:batch": {"files": waiting_file(), "decision": "ineligible", "reason": "Hors du territoire."},
        "applications:assign": {
            "files": str(Application.objects.latest("submitted_at", "reference").pk),
            "reader": str(reader("zoe").pk),
        },
        "applications:add_rule": {"what": "theme=seniors", "reader": str(reader("zoe").pk)},
        "applications:draw_readers": {"seed": "calanque"},
        "applications:give_reading": {"seen": 1, "opinion": "for", "comment": "Projet solide."},
        "applications:peek": {"reason": "Une plainte à instruire."},
        "applications:settle": {"reason": "Avis partagés, décision du service."},
        "applications:comment": {"text": "À appeler."},
        "applications:correct_comment": {"text": "Appelée ce matin."},
        "applications:declare": {"nature": "none"},
        "applications:lift_recusal": {"reason": "Le lien a pris fin."},
        "waves:change": {"units": 1, "reason": "Local trop petit.", "version": 1},
        "waves:save_scenario": RULES | {"name": "Plafond 20", "cap": 20},
        "waves:scenario": RULES | {"name": "Plafond 20", "cap": 20, "version": 1},
        "waves:propose_scenario": {"reason": "Trop peu de machines pour un plancher."},
        "waves:new_simulation": {
            "policies": ["no-reserve"],
            "stock": 20,
            "likeness": "any",
            "forecast": "usual",
            "replications": 10,
            "seed": 1,
            **{f"wave_{number}": 1 for number in range(1, 8)},
        },
        "handovers:scan": {"code": free[0]},
        "handovers:paste": {"codes": " ".join(free)},
        "handovers:accessories": {
            "keyboards": 0,
            "mice": 1,
            "version": Handover.objects.filter(scanned=1).earliest("prepared_at").version,
        },
        "handovers:sign": {
            "signatory": "Awa Diallo",
            "role": "présidente",
            "signed_on": "2026-11-27",
            "left": 2,
            "partial": "on",
        },
        "handovers:cancel": {"reason": "Association dissoute"},
    }
    return answers.get(route, {})


def waiting_file() -> str:
    """A file to decide on, as the preview names it: with its version."""
    file = Application.objects.get(association__name="Les Lecteurs du Port")
    return f"{file.pk}:{file.version}"


def rewound(form: dict) -> dict:
    """The same form, its file to be read from the start again."""
    if "file" in form:
        form["file"].seek(0)
    return form


def everything() -> dict[str, list[str]]:
    """Every row of every table, except visits and receipts."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in {"sessions.Session", "safeguards.FormReceipt"}
    }


@pytest.mark.parametrize("route", FORMS)
def test_a_form_sent_twice_has_one_effect_and_one_answer(route, cities, karim):
    address = address_of(route, cities)
    form = filled(route)
    entries, before = Entry.objects.count(), everything()
    first = karim.post(address, form | KEY)
    after = everything()
    assert (first.status_code, before == after, Entry.objects.count() > entries) == (302, False, True)
    second = karim.post(address, rewound(form) | KEY)
    assert (second.status_code, second.url) == (302, first.url)
    assert everything() == after


@pytest.mark.parametrize("route", FORMS)
def test_a_form_without_its_key_does_nothing(route, cities, karim):
    address, form, before = address_of(route, cities), filled(route), everything()
    assert karim.post(address, form).status_code == 400
    assert everything() == before


@pytest.mark.parametrize("route", [route for route, row in ROWS.items() if "POST" in row.methods and ":" in route])
def test_a_form_from_another_site_is_refused(route, cities):
    """Without the token of its own page, a form is refused before anything else is asked."""
    if route.startswith("demo:"):
        return
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cities.people[Role.OFFICER])
    before = everything()
    assert browser.post(reverse(route, kwargs=cities.targets[ROWS[route].kind]["own"]), KEY).status_code == 403
    assert everything() == before
