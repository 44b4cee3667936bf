"""Which associations may be the same: pairs, with what they share and how much it weighs. A human decides.

Several sites of one organisation share its number and are meant to be several: two different SIRET numbers are no
duplicate unless more than the number agrees.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Count
from django.db.models.functions import Substr
from rapidfuzz import fuzz

from rebond.organisations.models import Association, Distinct
from rebond.organisations.names import search_text

WEIGHTS = {"rna": 60, "siren": 40, "email": 30, "phone": 30, "address": 20, "name": 50, "close-name": 30}
ENOUGH = 50
SITES = 60  # taken off for two sites: what they share as one organisation is no sign that they are one place
CLOSE = 88
BEGINNING = 8
# Groups larger than this share a number by design: a house of associations and its switchboard.
MOST_ALIKE = 8
MOST_GROUPS = 500


@dataclass
class Suggestion:
    """Two associations and the codes of what they share, heaviest first."""

    one: Association
    other: Association
    reasons: set[str] = field(default_factory=set)

    @property
    def weight(self) -> int:
        total = sum(WEIGHTS[reason] for reason in self.reasons)
        are_two_sites = self.one.siret and self.other.siret and self.one.siret != self.other.siret
        return total - SITES if are_two_sites else total

    @property
    def in_order(self) -> list[str]:
        return sorted(self.reasons, key=lambda reason: -WEIGHTS[reason])


def suggestions() -> list[Suggestion]:
    """The pairs that weigh enough and that nobody told apart, heaviest first."""
    found: dict[tuple, Suggestion] = {}
    for reason, group in (*groups_sharing_a_value(), *groups_of_names()):
        for one, other in combinations(sorted(group, key=lambda association: association.pk), 2):
            pair = found.setdefault((one.pk, other.pk), Suggestion(one, other))
            pair.reasons.update([reason] if reason in WEIGHTS else [])
    apart = set(Distinct.objects.values_list("one", "other"))
    pairs = [pair for key, pair in found.items() if key not in apart]
    for pair in pairs:
        add_what_else_agrees(pair)
    return sorted(
        (pair for pair in pairs if pair.weight >= ENOUGH), key=lambda pair: (-pair.weight, pair.one.search_text)
    )


def add_what_else_agrees(pair: Suggestion) -> None:
    """Names and addresses that are close without being written alike."""
    one, other = pair.one, pair.other
    if one.address and one.postal_code == other.postal_code and search_text(one.address) == search_text(other.address):
        pair.reasons.add("address")
    if "name" not in pair.reasons and fuzz.token_sort_ratio(one.search_text, other.search_text) >= CLOSE:
        pair.reasons.add("close-name")


def groups_sharing_a_value() -> Iterator[tuple[str, list[Association]]]:
    """Associations with the same number, e-mail address or telephone."""
    for name in ("rna", "siren", "email", "phone"):
        yield from ((name, group) for group in groups_by((name,)))


def groups_of_names() -> Iterator[tuple[str, list[Association]]]:
    """Associations of one postal code with the same name, or at one address, where names may be merely close."""
    yield from (("name", group) for group in groups_by(("search_text", "postal_code")))
    yield from (("address", group) for group in groups_by(("address", "postal_code")))
    yield from (("beginning", group) for group in groups_by(("beginning", "postal_code")))


def groups_by(names: tuple[str, ...]) -> Iterable[list[Association]]:
    """The associations by these values, where several share them; two queries."""
    associations = Association.objects.annotate(beginning=Substr("search_text", 1, BEGINNING))
    shared = (
        associations.exclude(**{names[0]: ""})
        .order_by()
        .values_list(*names)
        .annotate(times=Count("pk"))
        .filter(times__gt=1, times__lte=MOST_ALIKE)[:MOST_GROUPS]
    )
    keys = {row[:-1] for row in shared}
    groups: dict[tuple, list[Association]] = {key: [] for key in keys}
    for one in associations.filter(**{f"{names[0]}__in": {key[0] for key in keys}}):
        key = tuple(getattr(one, name) for name in names)
        if key in groups:
            groups[key].append(one)
    return groups.values()
