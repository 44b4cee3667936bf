"""Finding an association by what is written on its papers."""

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Numbered(Protocol):
    """Whatever carries the three numbers of an association, each empty when unknown."""

    rna: str
    siren: str
    siret: str


N = TypeVar("N", bound=Numbered)


class Directory(Generic[N]):
    """Associations by their numbers, held in memory so that a file of thousands asks the database once."""

    def __init__(self, entries: Iterable[N] = ()):
        self._sites: dict[str, N] = {}
        self._known_by: dict[tuple[str, str], list[N]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: N) -> None:
        """Enter an association, or one more site of it."""
        if entry.siret:
            self._sites.setdefault(entry.siret, entry)
        for key in _numbers(entry):
            self._known_by.setdefault(key, []).append(entry)

    def find(self, wanted: Numbered) -> N | None:
        """The association, or the site of it, that these numbers name; None when it is not known yet.

        The same SIRET is the same site. A SIRET that nobody has is a new site, unless the association was known
        without one. Without any SIRET, the RNA number decides, then the SIREN. A name alone never does: hundreds
        of associations share one.
        """
        if wanted.siret in self._sites:
            return self._sites[wanted.siret]
        for key in _numbers(wanted):
            sites = [site for site in self._known_by.get(key, []) if not (wanted.siret and site.siret)]
            if sites:
                return sites[0]
        return None


def _numbers(entry: Numbered) -> list[tuple[str, str]]:
    return [key for key in (("rna", entry.rna), ("siren", entry.siren)) if key[1]]
