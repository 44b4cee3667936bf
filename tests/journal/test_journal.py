"""The journal is append-only, and any change to it shows (R14)."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from rebond.journal.actions import record
from rebond.journal.models import Entry, Head
from rebond.journal.seals import first_broken_number
from rebond.organisations.models import Donor
from rebond.tenancy.scope import city_scope
from tests.factories.accounts import person

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def three_entries(marseille):
    donor = Donor.objects.create(name="Orange")
    return [record("donor_named", of=donor, by=person("ines"), at=MONDAY, lots=n) for n in range(3)]


def rewrite(sql: str, *values) -> None:
    """Change the journal as somebody would who owns the database: without its triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER IF EXISTS journal_entry_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS journal_entry_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_no_change")
        cursor.execute(sql, values)


def test_entries_are_numbered_and_hold(three_entries):
    assert [entry.number for entry in three_entries] == [1, 2, 3]
    assert first_broken_number() is None


@pytest.mark.parametrize("change", [lambda: Entry.objects.update(verb="x"), lambda: Entry.objects.all().delete()])
def test_the_database_refuses_to_change_or_delete_an_entry(three_entries, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE journal_entry SET verb = 'nothing' WHERE number = 2", 2),
        ("DELETE FROM journal_entry WHERE number = 2", 2),
        ("DELETE FROM journal_entry WHERE number = 3", 3),
        ("UPDATE journal_entry SET number = 7 WHERE number = 3", 3),
        ("DELETE FROM journal_head", 4),
    ],
    ids=["edited", "removed", "tail cut", "renumbered", "head removed"],
)
def test_tampering_shows(three_entries, sql, broken):
    rewrite(sql)
    assert first_broken_number() == broken


def test_an_entry_resealed_without_the_key_shows(three_entries, settings):
    entry = three_entries[1]
    key, settings.JOURNAL_KEY = settings.JOURNAL_KEY, "another key"
    from rebond.journal.seals import seal_of

    forged = seal_of(entry, previous=three_entries[0].seal)
    settings.JOURNAL_KEY = key
    rewrite("UPDATE journal_entry SET seal = %s WHERE number = 2", forged)
    assert first_broken_number() == 2


def test_each_city_has_its_own_chain(three_entries, genoa):
    with city_scope(genoa):
        entry = record("donor_named", of=Donor.objects.create(name="Porto"), by=None, at=MONDAY)
        assert (entry.number, Head.objects.get().number) == (1, 1)
    assert first_broken_number() is None


def test_an_entry_names_no_person(three_entries):
    assert three_entries[0].actor == str(person("ines").pk)
