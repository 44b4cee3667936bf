from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rebond.countries import RegisterEntry
from rebond.journal.models import Entry
from rebond.organisations import actions
from rebond.organisations.models import Association
from rebond.organisations.registry.actions import rehearse, take_in
from rebond.organisations.registry.merging import differences
from rebond.tenancy.scope import city_scope
from tests.factories.organisations import association

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
MOTS = RegisterEntry(
    "rna", "W133990021", name="MOTS EN PARTAGE", rna="W133990021", postal_code="13003", district_code="13203",
    town="Marseille", purpose="lutter contre l'illettrisme", theme="illettrisme", is_active=True,
)  # fmt: skip
SITE = RegisterEntry("sirene", "09990021900011", siren="099900219", siret="09990021900011", is_association=False)

pytestmark = pytest.mark.django_db


def taken(*entries: RegisterEntry) -> tuple[int, int, int, int, int]:
    tally = take_in(entries, by=None, at=MONDAY)
    return (tally.new, tally.changed, tally.unchanged, tally.left, tally.dissolved)


def test_an_entry_becomes_an_association(marseille):
    taken(MOTS)
    one = Association.objects.get()
    assert (one.name, one.theme, one.register_state, one.seen_at) == (
        "MOTS EN PARTAGE",
        "illettrisme",
        "active",
        MONDAY,
    )


def test_the_same_register_again_changes_nothing(marseille):
    assert (taken(MOTS), taken(MOTS), Association.objects.get().version) == ((1, 0, 0, 0, 0), (0, 0, 1, 0, 0), 1)


def test_a_register_renews_what_it_said_itself(marseille):
    taken(MOTS)
    taken(replace(MOTS, name="MOTS PARTAGÉS"))
    one = Association.objects.get()
    assert (one.name, one.search_text, one.version) == ("MOTS PARTAGÉS", "mots partages", 2)


def test_what_people_typed_stays_and_the_register_s_word_is_kept_beside(marseille):
    typed = association("Mots en Partage", rna="W133990021", address="88 rue des Oursins")
    taken(replace(MOTS, address="1 RUE DU REGISTRE"))
    typed.refresh_from_db()
    assert (typed.name, typed.address) == ("Mots en Partage", "88 rue des Oursins")
    assert ("rna", "address", "1 RUE DU REGISTRE") in differences(typed)


def test_what_people_correct_after_the_register_stays_too(marseille):
    taken(MOTS)
    actions.complete_association(association=Association.objects.get(), by=None, at=MONDAY, name="Mots en partage")
    taken(replace(MOTS, name="MOTS PARTAGÉS"))
    assert Association.objects.get().name == "Mots en partage"


def test_a_dissolved_association_is_marked_and_kept(marseille):
    taken(MOTS)
    ended = replace(MOTS, is_active=False, ended_on=date(2026, 3, 1))
    assert (taken(ended), Association.objects.get().ended_on) == ((0, 1, 0, 0, 1), date(2026, 3, 1))


def test_what_an_entry_leaves_empty_is_not_emptied(marseille):
    taken(MOTS)
    taken(replace(MOTS, purpose="", theme=""))
    assert Association.objects.get().purpose == "lutter contre l'illettrisme"


def test_an_organisation_that_may_be_anything_only_completes_a_known_one(marseille):
    assert taken(SITE) == (0, 0, 0, 1, 0)
    known = association("Mots en Partage", siren="099900219")
    taken(SITE)
    known.refresh_from_db()
    assert known.siret == "09990021900011"


def test_another_site_of_the_same_number_is_another_row(marseille):
    association("Mots en Partage", siren="099900219", siret="09990021900029")
    assert taken(replace(SITE, name="MOTS", is_association=True)) == (1, 0, 0, 0, 0)


def test_two_numbers_of_the_register_are_two_associations(marseille):
    association("Mots en Partage", rna="W133990099", siret="09990021900011")
    assert taken(replace(MOTS, siret="09990021900011")) == (1, 0, 0, 0, 0)
    assert Association.objects.get(rna="W133990021").siret == ""


def test_names_alone_never_match(marseille):
    association("MOTS EN PARTAGE")
    assert taken(MOTS) == (1, 0, 0, 0, 0)


def test_an_entry_met_twice_in_a_file_is_one_association(marseille):
    assert taken(MOTS, replace(MOTS, siret="09990021900011")) == (1, 1, 0, 0, 0)
    assert Association.objects.get().siret == "09990021900011"


def test_what_was_merged_is_not_entered_again(marseille):
    stays = association("Mots en Partage", rna="W133990021")
    gone = association("Mots", rna="W133990022", merged_into=stays)
    taken(replace(MOTS, rna="W133990022", key="W133990022"))
    gone.refresh_from_db()
    assert (gone.theme, gone.merged_into, Association.with_merged.count()) == ("illettrisme", stays, 2)


def test_a_rehearsal_counts_and_writes_nothing(marseille):
    assert (rehearse([MOTS]).new, Association.objects.count(), Entry.objects.count()) == (1, 0, 0)


def test_the_journal_counts_each_batch(marseille):
    taken(MOTS)
    entry = Entry.objects.get()
    assert (entry.verb, entry.facts) == (
        "register_read", {"register": "rna", "rows": 1, "new": 1, "changed": 0, "dissolved": 0},
    )  # fmt: skip


def test_a_city_never_meets_the_entries_of_another(marseille, genoa):
    taken(MOTS)
    with city_scope(genoa):
        assert taken(MOTS) == (1, 0, 0, 0, 0)
