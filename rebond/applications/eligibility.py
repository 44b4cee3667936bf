"""What a check finds in an application: reasons to refuse, doubts for a human, remarks. Rules as data, no database.

A refusal makes the application ineligible, a doubt leaves it to an officer, a remark changes nothing by itself.
Each rule looks at the candidate, at the terms of the wave and at the files that arrived before, and answers with the
facts of its sentence, or None.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rebond.organisations.names import search_text

REFUSES, DOUBT, REMARK = "refuses", "doubt", "remark"

# Our estimate of what one machine is worth; the yearly sum above which a subsidy needs an agreement (décret 2001-495).
VALUE_OF_A_MACHINE = 130
AGREEMENT_ABOVE = 23_000
# Statutory purposes (RNA) whose public must never be named: victims of violence, former prisoners.
SENSITIVE_PURPOSES = {"019032", "019035", "019050", "019055"}
REFURBISHING_WORDS = ("deuxieme vie", "seconde vie", "recondition", "reemploi", "ressourcerie", "recyclerie")
SMALL_BELOW, LARGE_FROM = 60_000, 500_000


@dataclass(frozen=True)
class Terms:
    """What the wave and its programme say; without them a rule that needs them keeps silent."""

    cap: int | None = None
    small_only: bool = False
    legal_route: str = ""
    # Forms of companies that are admitted, whether only those of the city are, the months an association must have
    # lived on the closing day.
    admitted_forms: Collection[str] = ()
    city_only: bool = False
    minimum_age: int = 0
    closes_on: date | None = None


@dataclass(frozen=True)
class Candidate:
    """Who asks for what. Numbers and texts are already clean; the name is as written, the address without accents."""

    name: str
    requested: int
    minimum: int
    rna: str = ""
    siren: str = ""
    siret: str = ""
    company_form: str = ""
    # A public body or a person, where a register says so; and whether the address lies in the city, None in doubt.
    body: str = ""
    is_local: bool | None = None
    founded_in: int | None = None
    search_address: str = ""
    postal_code: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    # What cleaning the file had to do: codes of remarks, each with its facts.
    noticed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class EarlierFile:
    """An application that arrived before, as much of it as a comparison needs; `file` is how sentences name it."""

    file: str
    name: str
    rna: str
    siren: str
    siret: str
    search_address: str
    postal_code: str


@dataclass(frozen=True)
class Reason:
    """One finding: its code, and the facts that its sentence names."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weight(self) -> str:
        return WEIGHTS[self.code]

    @property
    def message(self) -> str:
        return str(TEXTS[self.code]) % self.facts


Facts = Mapping[str, Any] | None
Rule = Callable[[Candidate, Terms, list[EarlierFile]], Facts]
RULES: dict[str, Rule] = {}
WEIGHTS: dict[str, str] = {}
TEXTS: dict[str, str | Promise] = {}


def finding(code: str, weight: str, text: str | Promise) -> Callable[[Rule], Rule]:
    """Enter a rule under its code, with its weight and its sentence."""

    def enter(rule: Rule) -> Rule:
        RULES[code], WEIGHTS[code], TEXTS[code] = rule, weight, text
        return rule

    return enter


def findings_of(candidate: Candidate, terms: Terms, earlier: Iterable[EarlierFile] = ()) -> list[Reason]:
    """Everything the rules find, in the order in which they stand below."""
    files = list(earlier)
    found = [(code, rule(candidate, terms, files)) for code, rule in RULES.items()]
    return [Reason(code, facts) for code, facts in found if facts is not None]


def state_after(reasons: Iterable[Reason]) -> str:
    """The state that findings lead to: a refusal decides, else a doubt waits for a human, else it is eligible."""
    weights = {reason.weight for reason in reasons}
    if REFUSES in weights:
        return "ineligible"
    return "to-check" if DOUBT in weights else "eligible"


def questions_needed(terms: Terms) -> list[str]:
    """The questions without whose answer a rule that refuses cannot decide."""
    return ["uses", "budget"] if terms.small_only else ["uses"]


def size_of(budget: int) -> str:
    """The size class of an association by its yearly budget in euros: S, M or L."""
    return "S" if budget < SMALL_BELOW else "L" if budget >= LARGE_FROM else "M"


# Reasons to refuse


@finding(
    "company",
    REFUSES,
    _("Une société commerciale (%(form)s) ne peut pas candidater : le dispositif est réservé aux associations."),
)
def is_a_company(candidate, terms, earlier):
    form = candidate.company_form
    return {"form": form} if form and form not in terms.admitted_forms and not candidate.rna else None


@finding("no-association", REFUSES, _("Le dispositif est réservé aux associations."))
def is_no_association(candidate, terms, earlier):
    return {} if candidate.body and not candidate.rna else None


@finding("outside-territory", REFUSES, _("Cette vague est réservée aux associations de la ville."))
def is_from_elsewhere(candidate, terms, earlier):
    return {} if terms.city_only and candidate.is_local is False else None


@finding(
    "too-young",
    REFUSES,
    _("Cette vague demande %(months)s mois d’existence à la clôture : l’association est de %(year)s."),
)
def is_too_young(candidate, terms, earlier):
    lived = months_lived(candidate, terms)
    return age_facts(candidate, terms) if lived and lived[1] < terms.minimum_age else None


@finding(
    "internal-use-only",
    REFUSES,
    _("Les machines ne serviraient qu’à la gestion de l’association : elles doivent servir aux personnes accueillies."),
)
def serves_nobody_but_itself(candidate, terms, earlier):
    return {} if candidate.answers.get("uses") == ["administration_interne"] else None


@finding(
    "too-large-for-wave",
    REFUSES,
    _("Cette vague est réservée aux petites associations (moins de 60 000 € de budget annuel)."),
)
def is_too_large(candidate, terms, earlier):
    size = candidate.answers.get("size")
    return {} if terms.small_only and size and size != "S" else None


# Doubts


@finding("duplicate", DOUBT, _("Même association que %(file)s, écrite autrement : est-ce la même demande ?"))
def looks_like_a_duplicate(candidate, terms, earlier):
    twin = next((file for file in earlier if is_same_site(candidate, file)), None)
    return {"file": twin.file} if twin and twin.name != candidate.name else None


@finding("same-address", DOUBT, _("Même adresse que %(file)s : est-elle hébergée, ou est-ce une double demande ?"))
def shares_an_address(candidate, terms, earlier):
    if not candidate.search_address:
        return None
    neighbour = next(
        (
            file
            for file in earlier
            if (file.search_address, file.postal_code) == (candidate.search_address, candidate.postal_code)
            and not is_same_association(candidate, file)
        ),
        None,
    )
    return {"file": neighbour.file} if neighbour else None


@finding("identifier-missing", DOUBT, _("Ni numéro RNA ni SIREN : l’association reste à identifier."))
def has_no_number(candidate, terms, earlier):
    return {} if not candidate.rna and not candidate.siren else None


@finding("size-unknown", DOUBT, _("Taille inconnue : la vague est réservée aux petites associations."))
def has_no_size(candidate, terms, earlier):
    return {} if terms.small_only and not candidate.answers.get("size") else None


@finding("place-unknown", DOUBT, _("La vague est réservée aux associations de la ville : adresse à vérifier."))
def has_no_place(candidate, terms, earlier):
    return {} if terms.city_only and candidate.is_local is None else None


@finding(
    "age-unknown",
    DOUBT,
    _("La vague demande %(months)s mois d’existence à la clôture : date de création à vérifier."),
)
def has_no_age(candidate, terms, earlier):
    lived = months_lived(candidate, terms)
    in_doubt = lived is None or lived[0] < terms.minimum_age <= lived[1]
    return age_facts(candidate, terms) if terms.minimum_age and in_doubt else None


# Remarks


@finding("second-site", REMARK, _("Autre établissement de la même association que %(file)s (même SIREN ou RNA)."))
def is_a_second_site(candidate, terms, earlier):
    other = next(
        (file for file in earlier if is_same_association(candidate, file) and not is_same_site(candidate, file)), None
    )
    return {"file": other.file} if other else None


@finding("applied-before", REMARK, _("L’association a déjà une candidature dans une autre vague : %(file)s."))
def has_applied_before(candidate, terms, earlier):
    twin = next((file for file in earlier if is_same_site(candidate, file)), None)
    return {"file": twin.file} if twin and twin.name == candidate.name else None


@finding(
    "over-cap", REMARK, _("Demande de %(requested)s ordinateurs, comptée pour %(cap)s : c’est le plafond de la vague.")
)
def asks_over_the_cap(candidate, terms, earlier):
    over = terms.cap is not None and candidate.requested > terms.cap
    return {"requested": candidate.requested, "cap": terms.cap} if over else None


@finding(
    "minimum-over-cap",
    REMARK,
    _(
        "Le minimum utile (%(minimum)s) dépasse le plafond de la vague (%(cap)s) : à revoir avec "
        "l’association, sinon elle ne recevrait rien."
    ),
)
def needs_more_than_the_cap(candidate, terms, earlier):
    over = terms.cap is not None and candidate.minimum > terms.cap
    return {"minimum": candidate.minimum, "cap": terms.cap} if over else None


@finding(
    "disproportionate",
    REMARK,
    _(
        "Demande de %(requested)s ordinateurs sans salle dédiée, pour %(people)s personnes "
        "accompagnées par an : à discuter avec l’association."
    ),
)
def asks_out_of_proportion(candidate, terms, earlier):
    people = candidate.answers.get("beneficiaries")
    no_room = candidate.answers.get("has_room") is False
    too_many = people is not None and candidate.requested * 2 > people
    return {"requested": candidate.requested, "people": people} if no_room and too_many else None


@finding(
    "no-internet", REMARK, _("Pas de connexion à internet : prévoir des usages hors ligne ou un abonnement solidaire.")
)
def has_no_internet(candidate, terms, earlier):
    return {} if candidate.answers.get("internet") == "aucune" else None


@finding(
    "agreement-threshold",
    REMARK,
    _(
        "Subvention de l’année (%(grant)s €) et valeur estimée des ordinateurs (%(value)s €) : "
        "ensemble elles dépassent 23 000 €. Si le don compte comme une aide de la Ville, une "
        "convention est nécessaire."
    ),
)
def crosses_the_agreement_threshold(candidate, terms, earlier):
    grant = candidate.answers.get("city_grant")
    value = VALUE_OF_A_MACHINE * min(candidate.requested, terms.cap or candidate.requested)
    crosses = grant is not None and grant <= AGREEMENT_ABOVE < grant + value
    return {"grant": grant, "value": value} if crosses else None


@finding(
    "refurbisher",
    REMARK,
    _(
        "Activité de réemploi : les machines hors service, pour pièces, suivent un autre circuit ; "
        "cette vague ne donne que des machines en état de marche."
    ),
)
def is_a_refurbisher(candidate, terms, earlier):
    reuses = candidate.answers.get("theme") == "environnement_reemploi"
    return {} if reuses and any(word in search_text(candidate.name) for word in REFURBISHING_WORDS) else None


@finding("sensitive-public", REMARK, _("Public sensible : ne demander et n’écrire aucun nom de personne accompagnée."))
def has_a_sensitive_public(candidate, terms, earlier):
    return {} if candidate.answers.get("purpose_code") in SENSITIVE_PURPOSES else None


@finding(
    "charter-missing",
    REMARK,
    _("Contrat d’engagement républicain à souscrire avant la remise : la voie juridique du dispositif le demande."),
)
def has_not_signed_the_charter(candidate, terms, earlier):
    needed = terms.legal_route in ("transfer", "loan")
    return {} if needed and candidate.answers.get("charter_signed") is not True else None


@finding(
    "siren-missing", REMARK, _("Pas encore inscrite au répertoire SIRENE : le numéro RNA suffit pour un don en nature.")
)
def has_no_siren(candidate, terms, earlier):
    return {} if candidate.rna and not candidate.siren else None


@finding("siret-missing", REMARK, _("Pas de SIRET : il n’est pas exigé pour un don en nature."))
def has_no_siret(candidate, terms, earlier):
    return {} if candidate.siren and not candidate.siret else None


@finding("address-missing", REMARK, _("Adresse manquante : située au centre de son arrondissement en attendant."))
def has_no_address(candidate, terms, earlier):
    return {} if not candidate.search_address else None


@finding(
    "theme-missing", REMARK, _("Activité principale non indiquée : les points qui en dépendent ne sont pas donnés.")
)
def has_no_theme(candidate, terms, earlier):
    return {} if not candidate.answers.get("theme") else None


@finding(
    "district-from-postal-code",
    REMARK,
    _("Code INSEE de la commune entière : arrondissement déduit du code postal %(postal_code)s."),
)
def district_was_derived(candidate, terms, earlier):
    return candidate.noticed.get("district-from-postal-code")


@finding(
    "district-disagrees",
    REMARK,
    _(
        "Le code postal %(postal_code)s et le code INSEE %(district_code)s désignent deux "
        "arrondissements : le code INSEE est retenu."
    ),
)
def district_disagrees(candidate, terms, earlier):
    return candidate.noticed.get("district-disagrees")


@finding("number-rewritten", REMARK, _("Numéro « %(typed)s » lu comme %(read)s."))
def number_was_rewritten(candidate, terms, earlier):
    return candidate.noticed.get("number-rewritten")


def months_lived(candidate: Candidate, terms: Terms) -> tuple[int, int] | None:
    """The least and the most months that the association can have lived on the closing day: only its year is known."""
    if candidate.founded_in is None or terms.closes_on is None:
        return None
    years = terms.closes_on.year - candidate.founded_in
    most = years * 12 + terms.closes_on.month - 1
    return most - 12, most


def age_facts(candidate: Candidate, terms: Terms) -> dict[str, Any]:
    return {"months": terms.minimum_age, "year": candidate.founded_in}


def is_same_site(candidate: Candidate, file: EarlierFile) -> bool:
    """The same SIRET; or, where one of the two gives none, the same RNA number or SIREN."""
    if candidate.siret and file.siret:
        return candidate.siret == file.siret
    return is_same_association(candidate, file)


def is_same_association(candidate: Candidate, file: EarlierFile) -> bool:
    """The same RNA number or SIREN."""
    return bool((candidate.rna and candidate.rna == file.rna) or (candidate.siren and candidate.siren == file.siren))


@dataclass(frozen=True)
class RuleLine:
    """One rule as people read it: its code, what it leads to, its sentence with dots for what it names."""

    code: str
    weight: str
    text: str


class _Dots(dict):
    def __missing__(self, name: str) -> str:
        return "…"


def table_of_rules() -> list[RuleLine]:
    """Every rule, in the order in which they are applied."""
    return [RuleLine(code, WEIGHTS[code], str(text) % _Dots()) for code, text in TEXTS.items()]
