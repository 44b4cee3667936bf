"""What Rebond asks of a country: numbers, places, legal routes, words of the law. The core itself knows no country."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol, TypeAlias

RouteKey: TypeAlias = Literal["gift", "transfer", "loan", "refurbisher"]


class Reading(NamedTuple):
    """A number as typed, read: `value` is empty when it is none.

    `remark` says what reading it took: "" nothing, "respelt" signs or case, "zeros-restored" leading zeros that a
    spreadsheet had eaten.
    """

    value: str
    remark: Literal["", "respelt", "zeros-restored"] = ""


class Place(NamedTuple):
    """A district, and how it was found: from its own code, or from the postal code; `disagrees` when they differ."""

    district: str
    found_by: Literal["", "code", "postal-code"]
    disagrees: bool = False


class Right(NamedTuple):
    """Something that whoever receives a decision may know or do.

    `text` is marked for translation, and has places to fill in afterwards: authority, donor, contact, city.
    """

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LegalRoute:
    """How machines pass from the donor to the association, and what follows from it.

    `is_public_decision`: whether a public body gives what is its own, so that the law of its decisions applies.
    Texts are in the country's language and marked for translation; `sources` name the articles.
    """

    key: RouteKey
    name: str
    owner: str
    papers: tuple[str, ...]
    wording: str
    is_subsidy_in_kind: bool
    is_public_decision: bool
    end_of_life: str
    sources: tuple[str, ...]


class Country(Protocol):
    """A country module answers these questions. Texts come back in its own language."""

    CODE: str
    LEGAL_ROUTES: Mapping[RouteKey, LegalRoute]

    def read_association_number(self, typed: str) -> Reading:
        """The number of an association in its register."""

    def read_organisation_number(self, typed: str) -> Reading:
        """The number of any organisation in the register of all."""

    def read_site_number(self, typed: str) -> Reading:
        """The number of one site of an organisation."""

    def spaced(self, number: str) -> str:
        """A number in groups, as people read it aloud."""

    def company_form(self, name: str) -> str:
        """The legal form that a name shows when it is a company's, else nothing."""

    def place_of(self, code: str, postal_code: str) -> Place:
        """The district in which an address lies."""

    def district_map(self, code: str) -> Mapping[str, object] | None:
        """The drawing of a city's districts, or None."""

    def months_after(self, day: date, months: int) -> date:
        """The end of a period in months, as the country counts it."""

    def implicit_decision_on(self, route: RouteKey, received: date) -> date | None:
        """The day on which the silence of whoever decides is itself a decision; None where it never is."""

    def rights_of_recipients(self, route: RouteKey) -> Sequence[Right]:
        """What people are told of a decision that a computation prepared, and how they may contest it."""
