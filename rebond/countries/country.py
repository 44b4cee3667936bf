"""What Rebond asks of a country: numbers, places, legal routes, words of the law. The core itself knows no country."""

from collections.abc import Collection, Mapping, Sequence
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

    `text` is marked for translation, and has places to fill in afterwards: authority, donor, contact, city, day.
    """

    title: str
    text: str


class Area(Protocol):
    """The part of the country whose associations are wanted: a commune, with its districts, or a department."""

    def contains(self, code: str, postal_code: str) -> bool:
        """Whether an address lies in it, by the code of its commune, else by its postal code."""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What a register says of one association or one site of it; empty where it says nothing.

    `key` is the register's own number of the entry. `is_association`: whether the register says so; what may be
    something else only completes an association that is known already. `is_active` is None where it says nothing.
    """

    register: str
    key: str
    name: str = ""
    short_name: str = ""
    rna: str = ""
    siren: str = ""
    siret: str = ""
    former_number: str = ""
    purpose: str = ""
    activity_codes: str = ""
    legal_form: str = ""
    address: str = ""
    postal_code: str = ""
    district_code: str = ""
    commune_code: str = ""
    town: str = ""
    founded_in: int | None = None
    website: str = ""
    phone: str = ""
    email: str = ""
    latitude: float | None = None
    longitude: float | None = None
    theme: str = ""
    publics: tuple[str, ...] = ()
    is_association: bool = True
    is_active: bool | None = None
    ended_on: date | None = None
    changed_on: date | None = None


class RowMisread(Exception):
    """A row of a register that cannot be taken: the heading of the cell, and why, marked for translation."""

    def __init__(self, field: str, reason: str):
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class RegisterReader(Protocol):
    """Reads the rows of one file, whose headings it knows."""

    register: str

    def wants(self, cells: Sequence[str]) -> bool:
        """Whether the row lies in the area: asked of millions of rows, so before anything else is read."""

    def read(self, cells: Sequence[str]) -> RegisterEntry:
        """What the row says. Raises RowMisread."""


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


class EngagementText(NamedTuple):
    """What an association subscribes to where public help comes to it: the version, the commitments."""

    title: str
    version: str
    commitments: tuple[str, ...]
    deemed: str


class Country(Protocol):
    """A country module answers these questions. Texts come back in its own language."""

    CODE: str
    LEGAL_ROUTES: Mapping[RouteKey, LegalRoute]
    ENGAGEMENT: EngagementText
    LETTERS: Mapping[str, str]
    COOPERATIVES: Collection[str]

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

    def body_of(self, legal_form: str) -> str:
        """What kind of body a register's legal form names: "public-body", "person", or nothing."""

    def lies_in(self, commune: str, code: str, postal_code: str) -> bool | None:
        """Whether an address lies in a commune; None where neither its code nor its postal code tells."""

    def place_of(self, code: str, postal_code: str) -> Place:
        """The district in which an address lies."""

    def district_map(self, code: str) -> Mapping[str, object] | None:
        """The drawing of a city's districts, or None."""

    def silence_ends(self, route: RouteKey, received: date) -> date | None:
        """The day on which silence has become a refusal, None where the law of public decisions does not apply."""

    def letter_blocks(self, route: RouteKey, kind: str) -> Sequence[Right]:
        """The words that a letter of that kind ends with, whatever the city writes above them.

        Those of the acknowledgement have a place for the day on which silence has become a refusal.
        """

    def is_day_off(self, day: date) -> bool:
        """Whether services are closed that day: a weekend or a public holiday."""

    def area(self, *, commune: str = "", department: str = "") -> Area | None:
        """A commune or a department by its official code; None when there can be no such code."""

    def register_reader(self, header: Sequence[str], area: Area) -> RegisterReader | None:
        """Who reads a register with these headings; None when no register of the country has them."""
