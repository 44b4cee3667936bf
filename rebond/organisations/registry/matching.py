"""Which known association an entry of a register speaks of: by number, never by name. No query here."""

from collections.abc import Iterable
from uuid import UUID

from rebond.countries import RegisterEntry
from rebond.organisations.models import Association

NUMBERS = ("rna", "siren", "siret", "former_number")
BY_WEIGHT = ("rna", "siret", "siren", "former_number")


class Known:
    """Associations by their numbers, and what a batch has done to them.

    What was merged into another one still answers by its own numbers, after the others: it stays up to date unseen,
    so that a register does not enter it again, and undoing the merge brings it back fresh.
    """

    def __init__(self, associations: Iterable[Association] = ()):
        self._by: dict[tuple[str, str], list[Association]] = {}
        self.seen: dict[UUID, Association] = {}
        self.touched: dict[UUID, Association] = {}
        for association in sorted(associations, key=lambda one: one.merged_into_id is not None):
            self._add(association)

    def find(self, entry: RegisterEntry) -> Association | None:
        """The RNA number decides, then the SIRET, then the SIREN where that leaves no doubt about the site.

        Among several sites of one number: the one of that SIRET, else one without any, else the first where the entry
        names no site or comes from the register of associations. Two RNA numbers are two associations.
        """
        for name in BY_WEIGHT:
            number = getattr(entry, name)
            sites = [one for one in self._by.get((name, number), []) if number and _may_be(one, entry)]
            site = _site(sites, entry, may_be_another=name == "rna" and entry.register == "rna")
            if site is not None:
                return site
        return None

    def is_taken(self, siret: str) -> bool:
        """Whether an association has this SIRET already."""
        return bool(self._by.get(("siret", siret)))

    def note(self, association: Association, *, is_changed: bool) -> None:
        """Remember what was settled, so that a later entry of the same batch meets it."""
        self.seen[association.pk] = association
        if is_changed:
            self.touched[association.pk] = association
            self._add(association)

    def _add(self, association: Association) -> None:
        for name in NUMBERS:
            number = getattr(association, name)
            sites = self._by.setdefault((name, number), []) if number else []
            if association not in sites:
                sites.append(association)


def _may_be(known: Association, entry: RegisterEntry) -> bool:
    return not (known.rna and entry.rna and known.rna != entry.rna)


def _site(sites: list[Association], entry: RegisterEntry, *, may_be_another: bool) -> Association | None:
    if not entry.siret or may_be_another:
        return next((one for one in sites if one.siret == entry.siret), None) or next(
            (one for one in sites if not one.siret), sites[0] if sites else None
        )
    return next((one for one in sites if one.siret in (entry.siret, "")), None)
