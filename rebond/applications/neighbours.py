"""The applications of a programme as neighbours: which earlier ones share a number or an address with a new one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rebond.applications.eligibility import Candidate, EarlierFile
from rebond.applications.models import Application
from rebond.countries import country
from rebond.organisations.names import search_text
from rebond.programmes.models import Programme
from rebond.tenancy.scope import current_city

Arrival = tuple[datetime, int, int]


class Neighbours:
    """Files by what they share, each with its place in the order of arrival."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, ...], list[tuple[Arrival, EarlierFile]]] = {}

    def add(self, arrival: Arrival, file: EarlierFile) -> None:
        for key in _shared(file):
            self._files.setdefault(key, []).append((arrival, file))

    def before(self, arrival: Arrival, candidate: Candidate) -> list[EarlierFile]:
        """The files that arrived before and share a number or the address, first come first."""
        found = {
            place: file for key in _shared(candidate) for place, file in self._files.get(key, []) if place < arrival
        }
        return [found[place] for place in sorted(found)]


def _shared(one: Candidate | EarlierFile) -> list[tuple[str, ...]]:
    keys = [("rna", one.rna), ("siren", one.siren), ("siret", one.siret)]
    address = ("address", one.search_address, one.postal_code)
    return [key for key in (*keys, address) if key[1]]


def neighbours_in(applications: Iterable[Application]) -> Neighbours:
    """The neighbours that these applications are; what was withdrawn disturbs nobody."""
    neighbours = Neighbours()
    for application in applications:
        if application.is_live:
            neighbours.add(arrival_of(application), file_of(candidate_of(application), named=name_of(application)))
    return neighbours


def applications_in(programme: Programme) -> list[Application]:
    """All applications of a programme, withdrawn ones included, with wave and association."""
    return list(Application.objects.filter(wave__programme=programme).select_related("wave__programme", "association"))


def arrival_of(application: Application) -> Arrival:
    """The place of an application in the order of arrival."""
    return application.submitted_at, application.wave.number, application.number


def name_of(application: Application) -> str:
    """How a sentence names another file: its number in the imported file, or its reference."""
    return application.source_id or application.reference


def file_of(candidate: Candidate, *, named: str) -> EarlierFile:
    return EarlierFile(
        file=named,
        name=candidate.name,
        rna=candidate.rna,
        siren=candidate.siren,
        siret=candidate.siret,
        search_address=candidate.search_address,
        postal_code=candidate.postal_code,
    )


def lies_here(declared: Mapping[str, Any]) -> bool | None:
    """Whether a declared address lies in the city; None in doubt."""
    city = current_city()
    code, postal_code = declared.get("district_code", ""), declared.get("postal_code", "")
    return country(city.country).lies_in(city.code, code, postal_code)


def candidate_of(application: Application) -> Candidate:
    """A stored application as the rules look at it: what was declared, and the numbers of the directory."""
    association, declared = application.association, application.declared
    name, law = declared.get("name", association.name), country(current_city().country)
    return Candidate(
        name=name,
        requested=application.requested,
        minimum=application.minimum,
        rna=association.rna,
        siren=association.siren,
        siret=association.siret,
        company_form=law.company_form(name),
        body=law.body_of(association.legal_form),
        is_local=lies_here(declared),
        founded_in=association.founded_in,
        search_address=search_text(declared.get("address", "")),
        postal_code=declared.get("postal_code", ""),
        answers=application.answers,
        noticed=application.noticed,
    )
