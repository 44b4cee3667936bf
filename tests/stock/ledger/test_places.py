"""Places: three levels, unique names, archived empty."""

import pytest
from django.db import IntegrityError, transaction

from rebond.safeguards.versions import EditedMeanwhile
from rebond.stock.ledger import actions
from rebond.stock.ledger.models import Place
from tests.factories.accounts import person
from tests.factories.ledger import TUESDAY, WEDNESDAY, counting, kind, place, received
from tests.factories.stock import device, receiving_place

pytestmark = pytest.mark.django_db


def archive(one: Place) -> None:
    actions.archive_place(place=one, by=person("ines"), at=WEDNESDAY)


def test_a_bin_is_written_with_its_room_and_its_site(marseille):
    shelf = place("B-12", place("Local 2", place("Entrepôt Nord")))
    assert (shelf.path, shelf.depth) == ("Entrepôt Nord › Local 2 › B-12", 3)


def test_there_is_no_fourth_level(marseille):
    with pytest.raises(IntegrityError), transaction.atomic():
        place("Boîte", place("B-12", place("Local 2", place("Entrepôt Nord"))))


def test_a_level_is_that_of_the_parent_and_one(marseille):
    site = place("Entrepôt Nord")
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(name="B-12", parent=site, depth=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=site.pk).update(parent=receiving_place(), depth=2)


@pytest.mark.parametrize("inside", [False, True])
def test_two_places_side_by_side_have_two_names(marseille, inside):
    parent = place("Entrepôt Nord") if inside else None
    place("Local 2", parent)
    with pytest.raises(IntegrityError), transaction.atomic():
        place("local 2", parent)


def test_an_archived_place_leaves_its_name(marseille):
    archive(place("Local 2"))
    assert place("Local 2").archived_at is None


def test_a_place_that_was_renamed_meanwhile_keeps_its_name(marseille):
    shelf = place("Local 2")
    actions.rename_place(place=shelf, name="Local 3", seen=1, by=person("ines"), at=WEDNESDAY)
    with pytest.raises(EditedMeanwhile):
        actions.rename_place(place=shelf, name="Local 4", seen=1, by=person("karim"), at=WEDNESDAY)


def test_nothing_enters_an_archived_place(marseille):
    shelf = place()
    archive(shelf)
    with pytest.raises(actions.PlaceIsArchived):
        received(4, into=shelf)


@pytest.mark.parametrize("use", ["machine", "accessories", "room", "count", "receives"])
def test_a_place_in_use_is_not_archived(marseille, use):
    shelf = place()
    if use == "machine":
        actions.move_devices(devices=[device()], destination=shelf, by=person("tom"), at=TUESDAY)
    if use == "accessories":
        received(4, into=shelf)
    if use == "room":
        place("B-12", shelf)
    if use == "count":
        counting(shelf)
    if use == "receives":
        actions.receive_in(place=shelf, by=person("ines"), at=TUESDAY)
    with pytest.raises(actions.PlaceInUse):
        archive(shelf)


def test_one_place_receives(marseille):
    shelf = place()
    actions.receive_in(place=shelf, by=person("ines"), at=TUESDAY)
    assert receiving_place() == shelf


def test_what_stood_in_a_place_once_does_not_keep_it(marseille):
    shelf = place()
    received(4, into=shelf)
    actions.move_accessories(
        kind=kind(), quantity=4, origin=shelf, destination=receiving_place(), by=person("tom"), at=WEDNESDAY
    )
    archive(shelf)
    assert Place.objects.in_use().count() == 1


def test_a_place_that_is_reopened_takes_things_in_again(marseille):
    shelf = place()
    archive(shelf)
    actions.reopen_place(place=shelf, by=person("ines"), at=WEDNESDAY)
    received(4, into=shelf)
    assert Place.objects.in_use().filter(pk=shelf.pk).exists()


def test_a_place_whose_name_is_taken_or_whose_site_is_archived_stays_so(marseille):
    site = place("Entrepôt Nord")
    shelf, other = place("Local 2", site), place("Local 3", site)
    archive(shelf)
    actions.rename_place(place=other, name="LOCAL 2", seen=1, by=person("ines"), at=WEDNESDAY)
    with pytest.raises(actions.NameIsTaken), transaction.atomic():
        actions.reopen_place(place=shelf, by=person("ines"), at=WEDNESDAY)
    archive(other)
    archive(site)
    with pytest.raises(actions.PlaceIsArchived), transaction.atomic():
        actions.reopen_place(place=shelf, by=person("ines"), at=WEDNESDAY)
