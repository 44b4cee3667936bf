from datetime import UTC, datetime, timedelta

import pytest

from rebond.accounts.models import Membership
from rebond.organisations.merges.actions import (
    CannotMerge,
    MergedSince,
    merge_associations,
    relations,
    tell_apart,
    undo_merge,
)
from rebond.organisations.merges.suggestions import suggestions
from rebond.organisations.models import Association, Merge
from rebond.organisations.search import found_by, index
from tests.factories.accounts import manager_of, person
from tests.factories.applications import application
from tests.factories.handovers import handover_of
from tests.factories.organisations import association
from tests.factories.programmes import wave
from tests.factories.waves import published

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def merged(kept: Association, gone: Association, *, at: datetime = MONDAY, **values) -> Merge:
    return merge_associations(kept=kept, gone=gone, values=values, by=person("ines"), at=at)


@pytest.fixture
def pair(marseille):
    kept = association("Mots en Partage", rna="W133990021")
    gone = association("MOTS EN PARTAGE (ASSO)", siret="09990021900011", phone="0400000000")
    index([kept, gone])
    return kept, gone


def test_every_way_to_point_to_an_association_is_known():
    pointing = sorted(relation.related_model._meta.label for relation in relations())
    assert pointing == [
        "accounts.Invitation",
        "accounts.JoinRequest",
        "accounts.Membership",
        "applications.Application",
        "applications.Draft",
        "directory.Approach",
        "directory.ContactChoice",
        "directory.Exclusion",
        "directory.OnlineCheck",
        "handovers.Custody",
        "handovers.DonorPaper",
        "handovers.ReceiptStatement",
        "handovers.Return",
        "handovers.Transfer",
        "handovers.Transfer",
    ]


def test_applications_people_and_handovers_follow(pair):
    kept, gone = pair
    awa = manager_of(gone)
    one = wave(1, stock=5, floor=1)
    asked = application(one, gone, requested=3, minimum=1)
    merged(kept, gone)
    asked.refresh_from_db()
    assert (asked.association, awa.memberships[0].association) == (kept, kept)


def test_the_chosen_values_stay(pair):
    kept, gone = pair
    merged(kept, gone, siret=gone.siret, phone=gone.phone)
    stays = Association.objects.get()
    assert (stays.name, stays.siret, stays.phone) == ("Mots en Partage", "09990021900011", "0400000000")


def test_the_one_that_goes_is_found_no_more(pair):
    merged(*pair)
    assert list(found_by("asso")) == []


def test_two_live_applications_in_one_wave_refuse_the_merge(pair):
    kept, gone = pair
    one = wave(1)
    application(one, kept)
    application(one, gone)
    with pytest.raises(CannotMerge, match="déjà une candidature dans cette vague"):
        merged(kept, gone)
    assert Association.objects.count() == 2


def test_who_manages_both_manages_the_one_that_stays(pair):
    kept, gone = pair
    awa = manager_of(kept)
    Membership.objects.create(user=awa, role="manager", association=gone)
    merged(kept, gone)
    assert Membership.objects.filter(user=awa, association=kept).count() == 1


def test_undoing_brings_both_back_with_what_was_theirs(pair):
    kept, gone = pair
    asked = application(wave(1), gone)
    merge = merged(kept, gone, siret=gone.siret, name="Mots")
    undo_merge(merge=merge, by=person("ines"), at=MONDAY)
    asked.refresh_from_db()
    found = [(one.name, one.siret) for one in Association.objects.order_by("siret")]
    assert found == [("Mots en Partage", ""), ("MOTS EN PARTAGE (ASSO)", "09990021900011")]
    assert (asked.association, list(found_by("asso"))) == (gone, [gone])


def test_what_came_since_stays_when_a_merge_is_undone(pair):
    kept, gone = pair
    merge = merged(kept, gone)
    since = application(wave(1), kept)
    undo_merge(merge=merge, by=person("ines"), at=MONDAY)
    since.refresh_from_db()
    assert since.association == kept


def test_a_merge_is_undone_once(pair):
    merge = merged(*pair)
    undo_merge(merge=merge, by=person("ines"), at=MONDAY)
    with pytest.raises(MergedSince):
        undo_merge(merge=merge, by=person("ines"), at=MONDAY)


def test_the_last_merge_is_undone_first(pair):
    kept, gone = pair
    first = merged(kept, gone)
    merged(kept, association("Mots"), at=MONDAY + timedelta(days=1))
    with pytest.raises(MergedSince):
        undo_merge(merge=first, by=person("ines"), at=MONDAY + timedelta(days=2))


def test_what_is_merged_already_is_not_merged_again(pair):
    kept, gone = pair
    merged(kept, gone)
    with pytest.raises(CannotMerge):
        merged(association("Mots"), gone)


# --- suggestions -------------------------------------------------------------------------------------------------


def reasons() -> list[tuple[set[str], int]]:
    return [(pair.reasons, pair.weight) for pair in suggestions()]


def test_the_same_number_suggests_a_pair(marseille):
    association("Mots", rna="W133990021")
    association("Autre nom", rna="W133990021")
    assert reasons() == [({"rna"}, 60)]


def test_two_sites_of_one_number_are_no_pair(marseille):
    association("Mots", siren="099900219", siret="09990021900011")
    association("Mots, Vitrolles", siren="099900219", siret="09990021900029")
    assert reasons() == []


def test_close_names_at_one_address_suggest_a_pair(marseille):
    association("Passerelle Numérique Saint-Mauront", address="101 impasse des Oursins")
    association("Passerelle Numerique St Mauron", address="101, impasse des oursins")
    assert reasons() == [({"close-name", "address"}, 50)]


def test_close_names_alone_are_no_pair(marseille):
    association("Amicale des Oursins")
    association("Amicale des Oursin")
    assert reasons() == []


def test_a_pair_told_apart_is_not_suggested_again(marseille):
    one, other = association("Mots", rna="W133990021"), association("Autre", rna="W133990021")
    tell_apart(one=other, other=one, by=person("ines"), at=MONDAY)
    assert reasons() == []


def test_what_a_published_allocation_gave_follows(marseille):
    kept, gone = association("Mots"), association("MOTS")
    one = wave(1, state="closed", stock=5, floor=1)
    application(one, gone, requested=3, minimum=1)
    [allocation] = published(one).allocations.all()
    handover = handover_of(allocation)
    merged(kept, gone)
    handover.refresh_from_db()
    assert handover.association == kept
