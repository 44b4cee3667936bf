"""The pages of donations: of a donor, of an officer, of a company without an account."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from rebond.jobs.testing import run_all
from rebond.mail.models import Mail
from rebond.stock.donations.models import Donation
from rebond.stock.donations.views.public import address_of
from tests.factories.accounts import donor_contact, person
from tests.factories.donations import PARC, accepted, announced, draft, line, offered, with_file
from tests.factories.organisations import donor
from tests.factories.programmes import programme

pytestmark = pytest.mark.django_db
FACTS = {"contact_name": "Rémi Costa", "contact_email": "remi@donateur.example"}
OFFER = FACTS | {
    "company": "Les Câbleries du Sud",
    "siren": "099 900 011",
    "rows": 2,
    "kind-0": "desktop",
    "quantity-0": "12",
    "agreed": "on",
}


@pytest.fixture
def remi(marseille) -> Client:
    browser = Client()
    browser.force_login(donor_contact(donor()))
    return browser


@pytest.fixture
def karim(marseille) -> Client:
    browser = Client()
    browser.force_login(person("karim"))
    return browser


@pytest.fixture
def visitor(marseille) -> Client:
    programme()
    return Client()


def key(number: int = 1) -> dict[str, str]:
    return {"idempotency_key": f"00000000-0000-4000-8000-{number:012}"}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


# --- a donor -----------------------------------------------------------------------------------------------------


def test_a_donor_announces_with_a_file_and_reads_its_reference(remi):
    remi.post(reverse("donations:new"), key(1) | FACTS | {"donor": str(donor().pk)})
    one = Donation.objects.get()
    sent = SimpleUploadedFile("parc.csv", PARC.read_bytes())
    answer = remi.post(reverse("donations:add_file", args=[one.pk]), key(2) | {"file": sent})
    run_all()
    page = text_of(remi.get(answer.url))
    assert "Ligne 5 : le numéro de série manque" in page
    assert "Ligne 6 : le numéro de série CZC9420001 est déjà celui de la ligne 2" in page
    remi.post(reverse("donations:announce", args=[one.pk]), key(3))
    assert "DON-2026-0001" in text_of(remi.get(reverse("donations:donation", args=[one.pk])))


def test_more_rows_come_without_losing_what_was_typed(remi):
    one = draft(by=person("ines"))
    typed = {"rows": 5, "kind-0": "laptop", "model-0": "Latitude", "version": one.version, "do": "more"}
    answer = remi.post(reverse("donations:lines", args=[one.pk]), key() | typed)
    assert (answer.status_code, 'value="Latitude"' in text_of(answer), 'name="kind-9"' in text_of(answer)) == (
        200,
        True,
        True,
    )


def test_a_row_that_does_not_hold_together_says_what_is_missing(remi):
    one = draft()
    typed = {
        "rows": 4,
        "model-0": "OptiPlex",
        "kind-1": "desktop",
        "kind-2": "desktop",
        "serial-2": "AB12",
        "kind-3": "desktop",
        "serial-3": "ab12",
        "version": one.version,
    }
    page = text_of(remi.post(reverse("donations:lines", args=[one.pk]), key() | typed))
    assert "Dites de quel matériel il s’agit." in page
    assert "Écrivez combien, au moins 1." in page
    assert "Le numéro AB12 est déjà celui de la ligne 3." in page


def test_a_typed_serial_of_a_file_is_refused_on_its_row(remi):
    one = draft()
    with_file(one)
    one.refresh_from_db()
    typed = {"rows": 1, "kind-0": "desktop", "serial-0": "czc9420001", "version": one.version}
    answer = remi.post(reverse("donations:lines", args=[one.pk]), key() | typed)
    assert (answer.status_code, "CZC9420001 est déjà dans un fichier de ce don" in text_of(answer)) == (422, True)


def test_rejected_rows_come_back_as_a_workbook(remi):
    file = with_file(draft())
    answer = remi.get(reverse("donations:corrections", args=[file.pk]))
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def test_a_donor_says_what_its_columns_hold_and_the_file_is_read(remi):
    file = with_file(draft(), "Référence atelier;Appareil\nCZC1;ProDesk 600\n")
    columns = reverse("donations:columns", args=[file.pk])
    waiting = text_of(remi.get(reverse("donations:donation", args=[file.donation_id])))
    assert (columns in waiting, "Annoncer ce don à la ville" in waiting) == (True, False)
    assert "Un fichier de ce don n’est pas encore lu" in waiting
    asked = text_of(remi.get(columns))
    assert ("« CZC1 »" in asked, "Quantité" in asked) == (True, True)
    refused = remi.post(columns, key(1) | {"column_1": "model"})
    assert (refused.status_code, "le numéro de série, ou la quantité" in text_of(refused)) == (422, True)
    remi.post(columns, key(2) | {"column_0": "serial", "column_1": "model"})
    run_all()
    page = text_of(remi.get(reverse("donations:file", args=[file.pk])))
    assert "« Référence atelier » (Numéro de série)" in page


def test_an_empty_draft_offers_no_announcement_and_refuses_one(remi):
    one = draft(line())
    one.lines.all().delete()
    page = text_of(remi.get(reverse("donations:donation", args=[one.pk])))
    assert "Annoncer ce don à la ville" not in page
    answer = remi.post(reverse("donations:announce", args=[one.pk]), key(), follow=True)
    assert "Ajoutez au moins une ligne" in text_of(answer)


def test_a_donor_sees_its_donations_alone(remi):
    mine, theirs = announced(), announced(of="SFR")
    page = text_of(remi.get(reverse("donations:list")))
    assert (mine.reference in page, theirs.reference in page) == (True, False)


def test_home_tells_a_donor_the_next_step(remi):
    accepted(on=date(2030, 12, 4))
    page = text_of(remi.get(reverse("portal:home")))
    assert "Le matériel est livré avec la référence DON-2026-0001." in page


# --- an officer --------------------------------------------------------------------------------------------------


def test_home_says_how_many_donations_wait(karim):
    announced(), offered()
    assert "2 dons annoncés attendent une réponse" in text_of(karim.get(reverse("portal:home")))


def test_the_second_officer_reads_who_was_first(karim):
    one = announced()
    sam = Client()
    sam.force_login(person("sam"))
    answer = {"regime": "gift", "version": one.version}
    karim.post(reverse("donations:accept", args=[one.pk]), key(1) | answer)
    page = text_of(sam.post(reverse("donations:decline", args=[one.pk]), key(2) | {"reason": "Non."}, follow=True))
    assert "Une autre personne a été plus rapide : « Accepté », par Karim Saïd" in page


def test_an_offer_proposes_the_donor_that_it_looks_like(karim):
    known = donor("Les Cableries du Sud")
    page = text_of(karim.get(reverse("donations:accept", args=[offered().pk])))
    assert f'<option value="{known.pk}" selected>' in page


def test_an_offer_needs_a_donor_to_be_accepted(karim):
    one = offered()
    typed = {"regime": "gift", "version": one.version, "donor": "", "new_donor": ""}
    answer = karim.post(reverse("donations:accept", args=[one.pk]), key() | typed)
    assert (answer.status_code, "Choisissez le donateur" in text_of(answer)) == (422, True)


def test_a_delivery_is_not_planned_in_the_past(karim):
    one = accepted()
    answer = karim.post(reverse("donations:plan", args=[one.pk]), key() | {"planned_on": "2020-01-01"})
    assert (answer.status_code, "Ce jour est passé" in text_of(answer)) == (422, True)


def test_an_accepted_donation_leads_to_the_upload_of_its_lot(karim):
    one = accepted()
    page = karim.get(reverse("donations:donation", args=[one.pk])).content.decode()
    assert f"{reverse('stock:upload')}?donation={one.reference}" in page


def test_filters_and_exports_agree(karim):
    announced(), accepted(of="SFR")
    rows = b"".join(karim.get(reverse("donations:list_csv") + "?state=accepted").streaming_content).decode("utf-8-sig")
    assert [row.split(";")[:3] for row in rows.splitlines()[1:]] == [["DON-2026-0002", "Accepté", "SFR"]]


def test_the_list_asks_a_constant_number_of_questions(karim, django_assert_max_num_queries):
    for _each in range(12):
        announced()
    karim.get(reverse("donations:list"))
    with django_assert_max_num_queries(14):
        karim.get(reverse("donations:list"))


# --- a company without an account --------------------------------------------------------------------------------


def test_a_company_offers_follows_and_withdraws_without_an_account(visitor):
    answer = visitor.post(reverse("donations:offer"), key(1) | OFFER, follow=True)
    one = Donation.objects.get()
    assert (one.siren, one.reference in text_of(answer), answer["X-Robots-Tag"]) == ("099900011", True, "noindex")
    assert "12 rue" not in text_of(answer)
    assert reverse("donations:follow", args=[one.token]) in Mail.objects.get().body
    visitor.post(reverse("donations:take_back", args=[one.token]), key(2) | {"reason": "Vendus."})
    one.refresh_from_db()
    assert (one.state, one.reason, one.moved_by) == ("withdrawn", "Vendus.", None)


def test_the_page_that_follows_names_nobody(visitor):
    one = offered()
    page = text_of(visitor.get(reverse("donations:follow", args=[one.token])))
    assert (one.contact_email in page, one.contact_name in page) == (False, False)


def test_an_offer_with_a_wrong_siren_or_without_consent_is_refused_and_nothing_is_lost(visitor):
    answer = visitor.post(reverse("donations:offer"), key() | OFFER | {"siren": "123456789", "agreed": ""})
    page = text_of(answer)
    assert (answer.status_code, Donation.objects.count()) == (422, 0)
    assert "Ce n’est pas un SIREN" in page
    assert "Sans votre accord" in page
    assert 'value="Les Câbleries du Sud"' in page


def test_an_offer_of_nothing_is_refused(visitor):
    answer = visitor.post(reverse("donations:offer"), key() | OFFER | {"kind-0": "", "quantity-0": ""})
    assert "Dites au moins ce que vous donnez" in text_of(answer)


def test_the_sixth_offer_of_an_hour_is_refused_with_what_to_do(visitor):
    for number in range(5):
        visitor.post(reverse("donations:offer"), key(number) | OFFER)
    answer = visitor.post(reverse("donations:offer"), key(9) | OFFER)
    assert (answer.status_code, "Revenez dans une heure" in text_of(answer)) == (422, True)


def test_a_draft_has_no_page_for_the_public(visitor):
    assert visitor.get(reverse("donations:follow", args=[draft().token])).status_code == 404


@pytest.mark.parametrize(("production", "counted"), [(True, "203.0.113.9"), (False, "127.0.0.1")])
def test_behind_a_proxy_the_limit_counts_who_sends_not_the_proxy(settings, production, counted):
    settings.PRODUCTION = production
    request = RequestFactory().get("/", headers={"x-forwarded-for": "10.9.9.9, 203.0.113.9"})
    assert address_of(request) == counted
