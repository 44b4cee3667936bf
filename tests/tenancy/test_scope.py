"""A city's rows are out of reach outside its scope (rule R17)."""

import pytest

from rebond.organisations.models import Donor
from rebond.tenancy.scope import OutsideScope, city_scope, every_city


def test_rows_outside_a_scope_raise(db):
    with pytest.raises(OutsideScope):
        Donor.objects.count()


def test_rows_of_another_city_are_absent(marseille, genoa):
    Donor.objects.create(name="Orange")
    with city_scope(genoa):
        assert Donor.objects.count() == 0


def test_new_rows_belong_to_the_city_of_the_scope(marseille):
    assert Donor.objects.create(name="Orange").city == marseille


def test_a_row_cannot_be_saved_in_the_scope_of_another_city(marseille, genoa):
    donor = Donor.objects.create(name="Orange")
    with city_scope(genoa), pytest.raises(OutsideScope):
        donor.save()


def test_a_row_cannot_point_into_another_city(marseille, genoa):
    from datetime import date

    from rebond.stock.models import Lot

    with city_scope(genoa):
        foreign = Donor.objects.create(name="Porto")
    with pytest.raises(OutsideScope):
        Lot.objects.create(reference="LOT-1", donor=foreign, received_on=date(2026, 11, 2))


def test_rows_loaded_without_their_city_are_not_asked_for_it_one_by_one(marseille, django_assert_num_queries):
    for name in ("Orange", "Porto"):
        Donor.objects.create(name=name)
    with django_assert_num_queries(1):
        assert {donor.name for donor in Donor.objects.only("name")} == {"Orange", "Porto"}


def test_every_city_reads_all(marseille, genoa):
    Donor.objects.create(name="Orange")
    with city_scope(genoa):
        Donor.objects.create(name="Porto")
    with every_city():
        assert Donor.objects.count() == 2
