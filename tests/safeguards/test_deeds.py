"""One deed, one transaction, retried whole (R3); states and versions change by conditional updates (R7, R8)."""

import pytest
from django.db import IntegrityError, OperationalError

from rebond.organisations.models import Association, Donor
from rebond.safeguards.deeds import ATTEMPTS, SomebodyElseWasFirst, deed
from rebond.safeguards.states import MoveNotAllowed, move
from rebond.safeguards.versions import EditedMeanwhile
from rebond.tenancy.models import City
from tests.races import at_once


@pytest.mark.django_db(transaction=True)
def test_a_deed_is_retried_whole_when_the_database_asks():
    tries = []

    @deed
    def found():
        City.objects.create(slug="nice", name="Nice")
        tries.append(City.objects.count())
        if len(tries) < 3:
            raise OperationalError("database is locked")

    found()
    assert tries == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_a_deed_gives_up_after_eight_tries_and_leaves_nothing():
    tries = []

    @deed
    def found():
        City.objects.create(slug=f"city-{len(tries)}", name="City")
        tries.append(1)
        raise IntegrityError("somebody holds it")

    with pytest.raises(IntegrityError):
        found()
    assert (len(tries), City.objects.count()) == (ATTEMPTS, 0)


@pytest.mark.django_db(transaction=True)
def test_a_fact_is_not_retried():
    tries = []

    @deed
    def refuse():
        tries.append(1)
        raise SomebodyElseWasFirst

    with pytest.raises(SomebodyElseWasFirst):
        refuse()
    assert tries == [1]


def test_a_move_outside_the_table_is_refused(marseille):
    from rebond.waves.models import Proposal

    with pytest.raises(MoveNotAllowed):
        move(Proposal(state=Proposal.State.DISCARDED), Proposal.State.PUBLISHED)


def test_an_edit_on_an_old_version_is_refused_and_changes_nothing(marseille):
    association = Association.objects.create(name="Mots en Partage")
    association.save_version(1, name="Mots en partage")
    with pytest.raises(EditedMeanwhile):
        association.save_version(1, name="Autre nom")
    assert (association.name, association.version) == ("Mots en partage", 2)


@pytest.mark.django_db(transaction=True)
def test_two_deeds_that_want_the_same_unique_row_end_with_one(shared_database):
    city = City.objects.create(slug="marseille", name="Marseille")

    @deed
    def name_donor():
        if Donor.objects.filter(name="Orange").exists():
            return "was there"
        Donor.objects.create(name="Orange")
        return "made"

    assert sorted(at_once(city, name_donor, name_donor)) == ["made", "was there"]
