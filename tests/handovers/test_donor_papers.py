"""The papers of a gift: what counts as given, what the donor declares, what an association states about receipts."""

import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from rebond.accounts.models import User
from rebond.documents.files import path_of
from rebond.handovers.custodies.models import Custody
from rebond.handovers.donor_papers.actions import (
    AlreadyStated,
    NothingGiven,
    NotStated,
    declare_value,
    prepare_paper,
    revoke_receipts,
    state_receipts,
)
from rebond.handovers.donor_papers.gifts import gifts_of
from rebond.handovers.donor_papers.models import DonorPaper, ReceiptStatement
from rebond.handovers.donor_papers.queries import districts_of, figures_of
from rebond.handovers.donor_papers.views import annex
from rebond.handovers.models import Handover
from rebond.organisations.merges.actions import merge_associations
from rebond.organisations.models import Association
from rebond.programmes.models import Programme
from rebond.stock.models import Device
from tests.factories.accounts import donor_contact, manager_of, person
from tests.factories.handovers import handover, signed
from tests.factories.organisations import association, donor
from tests.factories.returns import asked_swap, kept_back, returned, swap_it
from tests.papers import text_of_pdf

SATURDAY = datetime(2026, 11, 28, 9, tzinfo=UTC)
ACT, RECEIPT = DonorPaper.Kind.ACT, DonorPaper.Kind.RECEIPT


@pytest.fixture
def given(marseille) -> Handover:
    """Three machines that Mots en Partage signed for on Friday 27 November 2026, none with a declared value."""
    return signed(handover(3, scanned=3))


def donor_of(one: Handover):
    return one.wave.programme.donor


def state(one: Handover) -> ReceiptStatement:
    association = one.association
    return state_receipts(association=association, ground="general-interest", by=president(), at=SATURDAY)


def president() -> User:
    return User.objects.get(email="awa@association.example")


def prepare(one: Handover, kind: str = ACT, year: int = 2026) -> DonorPaper:
    said = {"donor": donor_of(one), "association": one.association, "year": year}
    return prepare_paper(kind=kind, **said, by=person("ines"), at=SATURDAY)


def declare(one: Handover, value: str) -> int:
    device = Device.objects.filter(custodies__handover=one).earliest("serial")
    said = {"lot": device.lot, "brand": device.brand, "model": device.model, "value": Decimal(value)}
    return declare_value(**said, by=person("ines"), at=SATURDAY)


# --- what counts -------------------------------------------------------------------------------------------------


def test_a_gift_is_what_an_association_signed_for_that_year(given):
    [gift] = gifts_of(donor_of(given))
    assert (gift.association, gift.year, len(gift.machines), gift.undeclared) == (given.association, 2026, 3, 3)


@pytest.mark.parametrize(("days", "kept"), [(1, 2), (30, 2), (31, 3), (700, 3)])
def test_what_was_brought_back_within_the_days_of_a_swap_is_no_gift(given, days, kept):
    back = SATURDAY + timedelta(days=days - 1)
    returned(Custody.objects.earliest("device__serial"), on=back.date(), at=back)
    assert [len(gift.machines) for gift in gifts_of(donor_of(given))] == [kept]


def test_a_dead_machine_leaves_its_place_to_its_spare(given):
    swap = swap_it(asked_swap(Custody.objects.earliest("device__serial"), decided=True), kept_back())
    [gift] = gifts_of(donor_of(given))
    serials = {one.serial for one in gift.machines}
    assert len(gift.machines) == 3
    assert swap.spare.device.serial in serials
    assert swap.custody.device.serial not in serials


def test_only_gifts_have_these_papers(given):
    Programme.objects.update(legal_route="transfer")
    assert gifts_of(donor_of(given)) == []
    with pytest.raises(NothingGiven):
        prepare(given)


# --- papers ------------------------------------------------------------------------------------------------------


def test_the_act_names_every_machine_and_the_sum_that_the_donor_declares(given):
    declare(given, "45.50")
    text = text_of_pdf(path_of(prepare(given).document).read_bytes())
    for serial in Device.objects.filter(custodies__handover=given).values_list("serial", flat=True):
        assert serial in text
    assert "136,50" in text
    assert given.reference in text


def test_no_value_is_ever_computed(given):
    paper = prepare(given)
    assert (paper.facts["total"], paper.facts["undeclared"]) == ("0.00", 3)
    assert "n’a déclaré aucune valeur" in text_of_pdf(path_of(paper.document).read_bytes())


def test_a_paper_that_says_the_same_is_not_written_again(given):
    assert prepare(given) == prepare(given)
    declare(given, "45")
    assert prepare(given).version == 2
    assert DonorPaper.objects.count() == 2


def test_a_receipt_needs_the_association_s_own_statement(given):
    manager_of(given.association)
    with pytest.raises(NotStated):
        prepare(given, RECEIPT)
    state(given)
    paper = prepare(given, RECEIPT)
    text = " ".join(text_of_pdf(path_of(paper.document).read_bytes()).split())
    assert "Préparé, non signé" in text
    assert "Œuvre ou organisme d’intérêt général" in text
    assert "Valeur incomplète" in text


def test_a_statement_that_was_taken_back_prepares_nothing_more(given):
    manager_of(given.association)
    state(given)
    kept = prepare(given, RECEIPT)
    revoke_receipts(association=given.association, by=president(), at=SATURDAY)
    with pytest.raises(NotStated):
        prepare(given, RECEIPT)
    assert path_of(DonorPaper.objects.get(pk=kept.pk).document).exists()


def test_an_association_states_it_once_at_a_time(given):
    manager_of(given.association)
    state(given)
    with pytest.raises(AlreadyStated):
        state(given)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptStatement.objects.create(
            association=given.association, ground="public-utility", stated_by=president(), stated_at=SATURDAY
        )


# --- pages -------------------------------------------------------------------------------------------------------


def test_the_figures_of_a_donor_add_up(given):
    figures = figures_of(donor_of(given))
    parts = figures.in_stock + figures.reserved + figures.in_use + figures.gone
    assert (figures.received, figures.in_use, figures.associations) == (parts, 3, 1)


def test_what_lies_in_no_district_of_the_city_counts_elsewhere(given):
    Association.objects.filter(pk=given.association.pk).update(district_code="13203")
    assert [(one.code, one.machines) for one in districts_of(donor_of(given), {})] == [("", 3)]
    names = {"13203": "3e arrondissement"}
    assert [(one.name, one.machines) for one in districts_of(donor_of(given), names)] == [("3e arrondissement", 3)]


def test_a_donor_reads_its_page_declares_values_and_takes_its_papers(given, client):
    client.force_login(donor_contact(donor_of(given)))
    address = reverse("handovers:donor", args=[donor_of(given).pk])
    assert client.get(reverse("handovers:donors")).url == address
    device = Device.objects.filter(custodies__handover=given).earliest("serial")
    said = {"lot": str(device.lot_id), "brand": device.brand, "model": device.model, "value": "45,5"}
    client.post(reverse("handovers:declare_value", args=[donor_of(given).pk]), said)
    assert set(Device.objects.filter(custodies__handover=given).values_list("residual_value", flat=True)) == {
        Decimal("45.50")
    }
    keys = [donor_of(given).pk, given.association.pk, 2026]
    page = client.post(reverse("handovers:prepare_act", args=keys), follow=True).text
    assert "Version 1 (PDF)" in page
    assert "136,50" in page
    refused = client.post(reverse("handovers:prepare_receipt", args=keys), follow=True).text
    assert "Cette association ne déclare pas pouvoir émettre de reçus fiscaux." in refused
    assert [paper.kind for paper in DonorPaper.objects.all()] == [ACT]


def test_a_value_that_is_no_amount_is_refused_and_nothing_is_lost(given, client):
    client.force_login(person("ines"))
    device = Device.objects.filter(custodies__handover=given).earliest("serial")
    said = {"lot": str(device.lot_id), "brand": device.brand, "model": device.model, "value": "beaucoup"}
    answer = client.post(reverse("handovers:declare_value", args=[donor_of(given).pk]), said)
    assert answer.status_code == 422
    assert "Écrivez un montant en euros" in answer.text


def test_a_manager_states_it_and_finds_the_receipt(given, client):
    manager = manager_of(given.association)
    client.force_login(manager)
    address = reverse("handovers:receipts", args=[given.association.pk])
    said = {"ground": "other", "sure": "on"}
    refused = client.post(reverse("handovers:state_receipts", args=[given.association.pk]), said)
    assert "Dites de quel organisme il s’agit." in refused.text
    client.post(reverse("handovers:state_receipts", args=[given.association.pk]), said | {"precision": "Musée"})
    client.post(reverse("handovers:prepare_receipt", args=[donor_of(given).pk, given.association.pk, 2026]))
    page = client.get(address).text
    assert "Musée" in page
    assert "Version 1 (PDF)" in page


def test_an_officer_states_nothing_in_an_association_s_place(given, client):
    client.force_login(person("ines"))
    answer = client.post(reverse("handovers:state_receipts", args=[given.association.pk]), {"ground": "other"})
    assert answer.status_code in (403, 404)
    assert not ReceiptStatement.objects.exists()


def test_a_donor_finds_no_paper_and_no_page_of_another_one(given, client):
    paper = prepare(given)
    client.force_login(donor_contact(donor("Banque du Port"), "lise"))
    keys = [donor_of(given).pk, given.association.pk, 2026]
    for address in (
        reverse("handovers:donor_paper", args=[paper.pk]),
        reverse("handovers:donor", args=[donor_of(given).pk]),
        reverse("handovers:gifts_csv", args=[donor_of(given).pk]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(reverse("handovers:prepare_act", args=keys)).status_code == 404


def test_a_page_says_that_the_facts_changed_since_the_last_version_and_keeps_the_earlier_ones(given, client):
    client.force_login(person("ines"))
    prepare(given)
    address = reverse("handovers:donor", args=[donor_of(given).pk])
    assert "les faits ont changé depuis" not in client.get(address).text
    declare(given, "45")
    assert "les faits ont changé depuis" in client.get(address).text
    prepare(given)
    page = client.get(address).text
    assert "les faits ont changé depuis" not in page
    assert "Version 1 (PDF)" in page
    assert "Version 2 (PDF)" in page


def test_the_annex_gives_amounts_and_days_that_a_spreadsheet_adds_up(given):
    declare(given, "45.50")
    serial, _model, day, _handover, value = next(annex(prepare(given)))
    assert (day, value) == (date(2026, 11, 27), Decimal("45.50"))
    assert serial in set(Device.objects.filter(custodies__handover=given).values_list("serial", flat=True))


def test_an_empty_value_is_refused_and_takes_none_away(given, client):
    declare(given, "45.50")
    client.force_login(person("ines"))
    device = Device.objects.filter(custodies__handover=given).earliest("serial")
    said = {"lot": str(device.lot_id), "brand": device.brand, "model": device.model, "value": ""}
    assert client.post(reverse("handovers:declare_value", args=[donor_of(given).pk]), said).status_code == 422
    device.refresh_from_db()
    assert device.residual_value == Decimal("45.50")


@pytest.mark.parametrize("between", [(), ("MOTS-EN-PARTAGE",)])
def test_merging_associations_that_have_papers_loses_none(given, client, between):
    """All had a version 1, and stated that they issue receipts: each keeps its own, and the page shows them."""
    kept, gone = given.association, association("MOTS EN PARTAGE (ASSO)")
    chain = [gone, *(association(name) for name in between), kept]
    awa = manager_of(kept)
    for asked in chain:
        state_receipts(association=asked, ground="general-interest", by=awa, at=SATURDAY)
    prepare(given)
    theirs = prepare(given, RECEIPT)
    DonorPaper.objects.filter(pk=theirs.pk).update(kind=ACT, association=gone)
    for merged, into in itertools.pairwise(chain):
        merge_associations(kept=into, gone=merged, values={}, by=person("ines"), at=SATURDAY)
    client.force_login(awa)
    page = client.get(reverse("handovers:receipts", args=[kept.pk])).text
    assert page.count("Version 1 (PDF)") == 2
    assert client.get(reverse("handovers:donor_paper", args=[theirs.pk])).status_code == 200
