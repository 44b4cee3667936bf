"""Every form of the house, sent twice and sent bare (rule R6)."""

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from rebond.accounts.models import Role
from rebond.applications.corrections.letter import Asked, asking_mail
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.handovers.custodies.models import Custody
from rebond.handovers.donor_papers.actions import state_receipts
from rebond.handovers.models import Handover
from rebond.journal.models import Entry
from rebond.organisations.merges.actions import CHOSEN
from rebond.organisations.models import Association, Donor
from rebond.programmes.models import Programme, Wave
from rebond.safeguards.clock import now
from rebond.safeguards.models import FormReceipt
from rebond.stock.codes import codes_in
from rebond.stock.donations.models import Donation, IntakeNote
from rebond.stock.donations.reconciling import reconciliation_of, rows_of
from rebond.stock.ledger.bulk import preview
from rebond.stock.ledger.models import AccessoryKind, Place
from rebond.stock.models import Device, Tag
from rebond.tenancy.models import City
from rebond.tenancy.scope import city_scope
from rebond.waves.letters.actions import fingerprint
from rebond.waves.models import DecisionLetter
from tests.applications.test_views import ANSWERS
from tests.factories.accounts import person, reader
from tests.factories.bench import said_by
from tests.factories.labels import tag
from tests.factories.organisations import association
from tests.factories.papers import NONE_ASKED
from tests.factories.programmes import MARSEILLE
from tests.factories.returns import kept_back
from tests.factories.reviews import impartial
from tests.factories.stock import certificates_file, device, inventory_file, machine
from tests.factories.two_cities import EXAMPLE
from tests.repository.test_access import ROWS

pytestmark = pytest.mark.django_db

KEY = {"idempotency_key": str(uuid.UUID(int=6))}
SAMPLES = {"interface:gallery", "applications:preview_form"}
FORMS = [
    route
    for route, row in ROWS.items()
    if "POST" in row.methods and not route.startswith(settings.ROUTES_WITHOUT_KEY) and route not in SAMPLES
]


FACTS = {
    "title": "200 ordinateurs",
    "summary": "Une entreprise donne.",
    "legal_route": "gift",
    "announced_devices": 200,
    "contact_name": "Mission numérique",
    "contact_email": "ordinateurs@marseille.example",
}
CRITERION = {"label": "Médiation", "rows": 1, "answer-0-label": "Toujours", "answer-0-points": 7}
SITTING = {"held_on": "2026-11-28", "place": "Mairie", "remarks": "Rien."}
QUESTION = {"label_fr": "Avez-vous un véhicule ?", "section": "contacts", "version": 1}
RECYCLER = {
    "recycler": "Recyclerie du Port",
    "siret": "09990001100018",
    "recycler_address": "4 quai du Port",
    "origin": "12 rue de l’Entrepôt",
}
GIVER = {"contact_name": "Rémi Costa", "contact_email": "remi@donateur.example"}
RULES = {"floor": 0, "key": "leximin", "admission": "rank", "reserve": "none"}


@pytest.fixture
def browser(route, cities) -> Iterator[Client]:
    """Karim's browser, in Marseille: he proposed nothing, so that he may publish. Or of whoever alone may."""
    browser = Client()
    alone = {"A": Role.ADMINISTRATOR, "M": Role.MANAGER}
    browser.force_login(cities.people[alone.get(ROWS[route].opens_to, Role.OFFICER)])
    with city_scope(City.objects.get(slug="marseille")):
        yield browser


def address_of(route: str, cities) -> str:
    address = reverse(route, kwargs=cities.targets[ROWS[route].kind]["own"])
    if route == "stock:merge":
        twin = device("TWIN-1", lot=Device.objects.get(pk=cities.targets["device"]["own"]["pk"]).lot)
        return f"{address}?avec={twin.serial}"
    if route == "stock:reopen_place":
        Place.objects.filter(pk=cities.targets["place"]["own"]["pk"]).update(archived_at=now())
    if route == "stock:new_labels":
        return f"{address}?category=desktop"
    if route == "applications:new":
        newcomer = association("Les Claviers du Panier", rna="W133990099")
        return f"{address}?association={newcomer.pk}"
    if route == "applications:give_reading":
        impartial(cities.people[Role.OFFICER], Application.objects.get(pk=cities.targets["application"]["own"]["pk"]))
    if route in ("handovers:prepare_receipt", "handovers:revoke_receipts"):
        holder = Association.objects.get(pk=cities.targets["holder"]["own"]["pk"])
        state_receipts(association=holder, ground="general-interest", by=cities.people[Role.MANAGER], at=now())
    if route == "handovers:prepare_act":
        Device.objects.filter(custodies__association=cities.targets["holder"]["own"]["pk"]).update(residual_value=12)
    return address


def drafted_donation() -> Donation:
    return Donation.objects.get(state="draft", company="Orange")


def announced_donation() -> Donation:
    return Donation.objects.filter(state="announced", donor__name="Orange").earliest("at")


def first_difference() -> str:
    """What differs first in the donation whose lot came, as its page names it."""
    donation = IntakeNote.objects.filter(lot__donor__name="Orange").first().lot.donation
    return rows_of(donation, reconciliation_of(donation))[0].name


def current_note() -> str:
    """The number of the note that the next one takes the place of."""
    return IntakeNote.objects.filter(lot__donor__name="Orange", is_current=True).values_list("number", flat=True)[0]


def given_model() -> dict:
    """A model of the donor, as its page names it."""
    one = Device.objects.filter(lot__donor__name="Orange").entered().earliest("serial")
    return {"lot": str(one.lot_id), "brand": one.brand, "model": one.model}


def free_tag() -> Tag:
    """A tag that is on no machine yet."""
    return Tag.objects.filter(device=None).first() or tag()


def filled(route: str) -> dict:
    """An honest answer to the form of a route."""
    free = list(Device.objects.allocatable().order_by("serial").values_list("serial", flat=True)[:2])
    lucie = str(person("lucie").pk)
    to_post = DecisionLetter.objects.filter(state="to-post").values_list("pk", flat=True)
    shelf = Place.objects.get(name="Local vague")
    cables = AccessoryKind.objects.get(standard="cable")
    received = {"kind": str(cables.pk), "quantity": 3}
    answers = {
        "stock:new_place": {"name": "B-12", "parent": str(shelf.pk)},
        "stock:rename_place": {"name": "Local 9", "version": 1},
        "stock:correct": {"why": "Compté deux fois."},
        "stock:receive": received | {"place": str(shelf.pk)},
        "stock:carry": received | {"origin": str(stored().pk), "destination": str(shelf.pk)},
        "stock:remove": received | {"origin": str(stored().pk), "end": "loss", "why": "Cassés."},
        "stock:new_kit": {"name": "Poste complet", "desktop": 1, f"kind-{cables.pk}": 2},
        "stock:new_kind": {"name": "Casques"},
        "stock:bulk": moved_together(free, shelf),
        "stock:identifiers": {"kind": "mac", "value": "00-1a-2b-3c-4d-5f"},
        "stock:retire_identifier": {"why": "Carte changée."},
        "stock:new_view": {"name": "Prêtes"},
        "stock:change_view": {"name": "Prêtes ici", "shared": "on"},
        "stock:merge": {"why": "Même machine."},
        "stock:new_labels": {"format": "L7160", "start": 1},
        "stock:empty_labels": {"count": 3, "format": "62x29", "start": 1},
        "stock:bind_tag": {"tag": free_tag().code, "code": free[0] if free else ""},
        "stock:calibration": {"format": "L7160", "across": "1,5", "down": "-0,5"},
        "labels:machine": {"text": "Trouvé dans un bus."},
        "stock:see_device": {"code": free[0]},
        "stock:open_bench": {"place": str(shelf.pk), "each": ""},
        "stock:bench_scan": {"code": "FREE-VAGUE"},
        "stock:triage": {"grade": "C", "check-bios": "fault", "version": 2},
        "stock:take_parts": received,
        "stock:bench_checks": {"category": "desktop", "name": "Lecteur de cartes", "flag": ""},
        "stock:switch_check": {"category": "desktop", "standard": "power"},
        "stock:need_triage": {"needed": "yes"},
        "stock:facts": {"file": SimpleUploadedFile("machine.json", said_by("HELD-ORANGE-1"))},
        "stock:count_accessory": received,
        "stock:close_stocktake": {"reason": "Deux manquent."},
        "accounts:grant": {"name": "Zoé Petit", "email": "zoe@ville.example", "role": "committee"},
        "accounts:invite": {"email": "zoe@association.example"},
        "accounts:ask": {
            "named": "Les Claviers du Panier",
            "name": "Zoé Petit",
            "email": "zoe@association.example",
            "function": "trésorière",
        },
        "accounts:refuse": {"reason": "Personne ne vous y connaît."},
        "stock:hold": {"reason": "Écran fêlé"},
        "donations:offer": GIVER
        | {
            "company": "Les Voiliers",
            "siren": "099900011",
            "rows": 1,
            "kind-0": "laptop",
            "quantity-0": 12,
            "agreed": "on",
        },
        "donations:new": GIVER | {"donor": str(Donor.objects.earliest("name").pk)},
        "donations:edit": GIVER | {"remarks": "Avec les câbles.", "version": drafted_donation().version},
        "donations:lines": {
            "rows": 1,
            "kind-0": "desktop",
            "quantity-0": 3,
            "version": drafted_donation().version,
        },
        "donations:add_file": {"file": SimpleUploadedFile("autre.csv", b"SN;Model\nZZ1;OptiPlex\n")},
        "donations:accept": {"regime": "gift", "version": announced_donation().version},
        "donations:decline": {"reason": "Trop vieux."},
        "donations:plan": {"planned_on": "2030-12-01"},
        "donations:close": {"reason": "Le reste n’existe plus."},
        "stock:upload": {
            "kind": "inventory",
            "lot": "ORANGE-9",
            "new_donor": "Orange",
            "file": SimpleUploadedFile("parc.xlsx", inventory_file(machine("CZC1"))),
        },
        "stock:type_certificate": {"serial": "CZC99", "result": "erased", "erased_on": "2026-10-02"},
        "stock:link_certificate": {"serial": "HELD-ORANGE-1"},
        "stock:destruction": {"on": "2026-10-02", "destroyed_by": "Atelier du Rhône", "method": "broyage"},
        "stock:note_disk": {"serial": "S3TWNX0"},
        "stock:columns": {"column_0": "site"},
        "stock:correct_row": {"serial": "CZC9", "model": "OptiPlex"},
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
            "bodies": "associations",
            "territory": "anywhere",
            "minimum_age": 0,
            "opens_on": "2026-12-01",
            "closes_on": "2027-01-15",
            "lottery_seed": "calanque",
            "version": 1,
        },
        "programmes:new": FACTS | {"new_donor": "SFR", "reference_prefix": "P3-"},
        "programmes:edit": FACTS | {"new_donor": "SFR", "reference_prefix": "P2-", "version": 1},
        "programmes:supplied": {"with_keyboard": "on", "with_screen": "on", "version": 1},
        "programmes:new_criterion": CRITERION | {"version": 1},
        "programmes:criterion": CRITERION | {"version": 1},
        "programmes:new_wave": {
            "name": "Dernier lot",
            "stock": 100,
            "floor": 1,
            "cap": 9,
            "open_to": "small-only",
            "bodies": "cooperatives",
            "territory": "city",
            "minimum_age": 6,
            "opens_on": "2027-12-01",
            "closes_on": "2028-01-15",
            "lottery_seed": "calanque",
            "version": 1,
        },
        "programmes:letter": {"body": "Bonjour {association}.", "version": 0},
        "programmes:checklist": {"texts": "on"},
        "programmes:amend": {
            "stock": 490,
            "floor": 10,
            "cap": 30,
            "closes_on": "2026-12-18",
            "reason": "Quatre de plus.",
        },
        "programmes:load": {"file": SimpleUploadedFile("programme.json", MARSEILLE.read_bytes())},
        "programmes:tell_draw": {"result": "3 17 22 40 41"},
        "applications:new_question": QUESTION | {"kind": "yes-no"},
        "applications:question": QUESTION,
        "applications:move_question": {"way": "down"},
        "applications:put_back": {"question": "storage"},
        "applications:new_section": {"title_fr": "Vos envies", "version": 1},
        "applications:section": {"title_fr": "Votre public", "version": 1},
        "applications:move_section": {"way": "down"},
        "applications:copy_form": {"source": "", "version": 1},
        "stock:lot_settings": {"received_on": "2026-11-03", "regime": "gift", "version": 1},
        "stock:sign_intake_note": {
            "delivered_by": "Rémi Costa",
            "received_by": "Tom Roux",
            "signed_on": "2026-11-27",
            "why": "Deux machines de plus.",
            "seen": current_note(),
        },
        "stock:settle_differences": {"difference": [first_difference()], "outcome": "to-come"},
        "applications:amend_form": {
            "what": ["section:people"],
            "section:people:title:fr": "Votre public",
            "section:people:title:en": "The people you welcome",
            "reason": "Plus simple.",
        },
        "applications:new": {"consent_from": "Awa Diallo, présidente", "consent_how": "phone"},
        "applications:step": {"requested": 20, "minimum": 10, "version": 2},
        "applications:send": {"version": 2},
        "applications:edit": ANSWERS | {"version": 1},
        "applications:attach_form": {
            "code": Draft.objects.open().order_by("code").values_list("code", flat=True)[0],
            "given_by": "Awa Diallo, présidente",
            "file": SimpleUploadedFile("formulaire.pdf", b"%PDF-1.7"),
        },
        "applications:draft_papers": {"kind": "board", "board-file": SimpleUploadedFile("b.pdf", b"%PDF-1.7")},
        "applications:papers": {"kind": "board", "board-file": SimpleUploadedFile("b.pdf", b"%PDF-1.7")},
        "applications:asked_papers": NONE_ASKED | {"statutes": "needed"},
        "applications:refuse_paper": {"reason": "La page 2 manque."},
        "applications:ask_correction": asked(),
        "applications:write_message": {"text": "Merci, bien reçu.", "seen": 3},
        "applications:no_answer": {"seen": 3},
        "applications:record_exchange": {
            "side": "association",
            "channel": "phone",
            "happened_on": "2026-11-26",
            "text": "Elle enverra ses statuts.",
        },
        "applications:answer_item": {"given": 300000, "reply": "Le total est corrigé.", "version": 1},
        "applications:override": {"decision": "ineligible", "reason": "Le siège a quitté Marseille."},
        "directory:merge": dict.fromkeys(CHOSEN, "kept"),
        "directory:new_outreach": outreach_form(),
        "directory:edit_outreach": outreach_form() | {"version": 1},
        "directory:contact": {
            "choice": "agreed",
            "how": "phone",
            "said_by": "Awa Diallo, présidente",
            "said_on": "2026-11-20",
        },
        "directory:compare": {"accept": ["rna:address"], "version": 1},
        "directory:upload_register": {
            "file": SimpleUploadedFile("rna.csv", b"id;id_ex;titre;adrs_codepostal\n"),
            "departments": "13",
        },
        "directory:with_code": {"name": "Zoé Petit", "email": "zoe@association.example", "function": "trésorière"},
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
        "applications:declare_wave": {str(one.pk): "none" for one in Association.objects.all()} | {"read": "on"},
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
            **{f"wave_{number}": 1 for number in Wave.objects.values_list("number", flat=True)},
        },
        "waves:committee_rules": {"quorum": 3, "version": 0},
        "waves:open_sitting": SITTING | {"present": [lucie], "chair": lucie},
        "waves:change_sitting": SITTING | {"present": [lucie], "chair": lucie, "version": 1},
        "waves:vote": {"application": "", "in_favour": 1, "against": 0, "abstained": 0},
        "waves:release_letters": {"seen": fingerprint(DecisionLetter.objects.ready().values_list("pk", flat=True))},
        "waves:post_letters": {"seen": fingerprint(to_post)},
        "waves:correct_letter": {"reason": "Le nom était mal écrit.", "version": 1},
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
        "stock:lot_spares": {"percent": 10},
        "stock:release_spares": {"count": 1},
        "stock:spares": {"percent": 1, "swap_days": 40, "version": 1},
        "stock:new_recycling_slip": RECYCLER,
        "stock:recycle_devices": {"codes": "HELD-ORANGE-1"},
        "stock:recycle_accessories": received | {"place": str(stored().pk)},
        "stock:collect_recycling_slip": {"on": "2026-11-27", "certificate": "CT-1", "treatment": "R4"},
        "stock:take_back_recycling": {"why": "Le camion n’est pas venu."},
        "handovers:ask_swap": {"symptom": "L’écran reste noir."},
        "handovers:refuse_swap": {"reason": "Le délai est passé."},
        "handovers:make_swap": {
            "code": kept_back(9),
            "place": str(shelf.pk),
            "signatory": "Awa Diallo",
            "role": "présidente",
            "signed_on": "2026-11-27",
        }
        if route == "handovers:make_swap"
        else {},
        "handovers:new_return": {
            "codes": in_use(8).device.serial,
            "reason": "unused",
            "place": str(shelf.pk),
            "brought_by": "Awa Diallo",
            "received_by": "Tom Girard",
            "returned_on": "2026-11-27",
        },
        "handovers:ask_transfer": {
            "machines": [str(in_use(9).pk)],
            "receiver": str(Association.objects.get(name="Relais de Mots en Partage").pk),
            "why": "Nous fermons une salle.",
        },
        "handovers:decline_transfer": {"reason": "Nous en avons assez."},
        "handovers:refuse_transfer": {"reason": "Le prêt est nominatif."},
        "handovers:approve_transfer": {"decision": "D-2026-12"},
        "handovers:declare_value": given_model() | {"value": "45,50"},
        "handovers:state_receipts": {"ground": "general-interest", "sure": "on"},
    }
    return answers.get(route, {})


def in_use(place: int) -> Custody:
    """One of the twelve machines that « Mots en Partage » signed for."""
    return Custody.objects.filter(association__name="Mots en Partage", began_as="handover").order_by("device__serial")[
        place
    ]


def asked() -> dict:
    """A list of one paper, sent as its preview shows it."""
    applied = Application.objects.get(wave__number=2, association__name="Mots en Partage")
    due = date(2026, 12, 10)
    mail = asking_mail(applied, [Asked("paper", "", "Vos statuts signés")], due)
    row = {"what-0": "paper", "text-0": "Vos statuts signés", "rows": 1}
    return row | {"due_on": due.isoformat(), "do": "send", "mail": mail.fingerprint}


def stored() -> Place:
    return Place.objects.get(name="Étagère vague")


def moved_together(codes: list[str], place: Place) -> dict:
    """The confirmation of what the preview showed."""
    shown = preview(codes=codes_in(" ".join(codes)), deed="move", place=place, why="")
    return {"codes": " ".join(codes), "deed": "move", "place": str(place.pk), "confirmed": shown.fingerprint}


def outreach_form() -> dict:
    """A list, and what to write to it."""
    programme = Programme.objects.earliest("title")
    return {"title": "Nord", "programme": str(programme.pk), "applied": "never", "words": "Venez.", "quiet_days": 90}


def waiting_file() -> str:
    """A file to decide on, as the preview names it: with its version."""
    file = Application.objects.get(association__name="Les Lecteurs du Port")
    return f"{file.pk}:{file.version}"


def rewound(form: dict) -> dict:
    """The same form, its file to be read from the start again."""
    for sent in form.values():
        if isinstance(sent, SimpleUploadedFile):
            sent.seek(0)
    return form


def everything() -> dict[str, list[str]]:
    """Every row of every table, except visits and receipts."""
    tables = set(connection.introspection.django_table_names()) - {"django_session", FormReceipt._meta.db_table}
    with connection.cursor() as cursor:
        return {table: sorted(map(repr, cursor.execute(f'SELECT * FROM "{table}"').fetchall())) for table in tables}


@pytest.mark.parametrize("route", FORMS)
def test_a_form_sent_twice_has_one_effect_and_one_answer(route, cities, browser):
    address = address_of(route, cities)
    form = filled(route)
    entries, before = Entry.objects.count(), everything()
    first = browser.post(address, form | KEY)
    after = everything()
    assert (first.status_code, before == after, Entry.objects.count() > entries) == (302, False, True)
    second = browser.post(address, rewound(form) | KEY)
    assert (second.status_code, second.url) == (302, first.url)
    assert everything() == after


@pytest.mark.parametrize("route", FORMS)
def test_a_form_without_its_key_does_nothing(route, cities, browser):
    address, form, before = address_of(route, cities), filled(route), everything()
    assert browser.post(address, form).status_code == 400
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
