"""A programme as a file that people write: what it must hold, and which contradictions it must not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rebond.programmes.letters.places import PLACES, UnknownPlace, refuse_unknown_places
from rebond.programmes.models import Criterion, Programme, Wave
from rebond.programmes.vocabulary import QUESTIONS

FORMAT = "rebond.programme/1"
MOST = 100_000


class DefinitionRefused(Exception):
    """The definition is incomplete or contradicts itself. Its text is the sentence to show."""


@dataclass(frozen=True)
class AnswerTerms:
    """As CriterionAnswer."""

    label: str
    points: int
    field: str
    values: tuple[str, ...]
    at_least: int | None


@dataclass(frozen=True)
class CriterionTerms:
    """As Criterion; answers stand most points first."""

    code: str
    label: str
    answers: tuple[AnswerTerms, ...]
    given_by: str = "answers"
    tolerance: int = 0


@dataclass(frozen=True)
class WaveTerms:
    """A wave as defined; `state` is the one it starts in, and is not looked at afterwards.

    Without `lottery_seed`, a wave keeps its own, and a new one gets one at random.
    """

    number: int
    slug: str
    name: str
    state: str
    stock: int
    floor: int
    cap: int
    open_to: str
    opens_on: date
    closes_on: date
    handover_from: date | None
    lottery_seed: str
    public_draw: str
    blind: bool
    bodies: str = Wave.Bodies.ASSOCIATIONS
    territory: str = Wave.Territory.ANYWHERE
    minimum_age: int = 0


@dataclass(frozen=True)
class Definition:
    """A whole programme; `facts` are fields of Programme by name, `letters` the city's own texts by kind."""

    city_slug: str
    city_name: str
    city_code: str
    facts: dict[str, Any]
    donor_name: str
    donor_siren: str
    criteria: tuple[CriterionTerms, ...]
    waves: tuple[WaveTerms, ...]
    letters: Mapping[str, str]


def read_definition(raw: object) -> Definition:
    """Check a programme's definition and return it typed.

    Raises DefinitionRefused with one sentence that names the place, what was found and what is expected.
    """
    top = Section(raw, _("Le dispositif"))
    if top.text("format") != FORMAT:
        raise top.refusal("format", f"«\u00a0{FORMAT}\u00a0»")
    city, donor = top.section("city"), top.section("donor")
    supplied, contact = top.section("supplied", optional=True), top.section("contact", optional=True)
    definition = Definition(
        city_slug=city.slug("slug"),
        city_name=city.text("name"),
        city_code=city.text("code", optional=True, most=10),
        donor_name=donor.text("name", most=160),
        donor_siren=donor.text("siren", optional=True, most=9),
        facts={
            "slug": top.slug("slug"),
            "title": top.text("title", most=160),
            "summary": top.text("summary", optional=True, most=5_000),
            "reference_prefix": top.text("reference_prefix", optional=True, most=8),
            "legal_route": top.choice("legal_route", Programme.LegalRoute.values),
            "announced_devices": top.whole("announced_devices", least=1),
            "with_keyboard": supplied.flag("keyboard", default=True),
            "with_mouse": supplied.flag("mouse", default=True),
            "with_screen": supplied.flag("screen", default=False),
            "contact_name": contact.text("name", optional=True, most=120),
            "contact_email": contact.text("email", optional=True),
        },
        criteria=tuple(_criterion(section) for section in top.sections("criteria")),
        waves=tuple(_wave(section) for section in top.sections("waves")),
        letters=_letters(top.section("letters", optional=True)),
    )
    for section in (city, donor, supplied, contact, top):
        section.refuse_unknown()
    _refuse_twins(definition)
    refuse_contradictions(definition.waves, announced=definition.facts["announced_devices"])
    return definition


def refuse_contradictions(waves: Collection[WaveTerms | Wave], *, announced: int) -> None:
    """What cannot be true of waves together: raises DefinitionRefused with the sentence that says it."""
    for wave in waves:
        if wave.floor > wave.cap:
            raise DefinitionRefused(
                _("%(wave)s\u00a0: le plancher (%(floor)s) dépasse le plafond (%(cap)s).")
                % {"wave": wave.name, "floor": wave.floor, "cap": wave.cap}
            )
        if wave.open_to == Wave.Admission.SMALL_ONLY and wave.floor > Wave.SMALL_NEEDS:
            raise DefinitionRefused(
                _(
                    "%(wave)s\u00a0: un plancher de %(floor)s exclut les petites associations, dont les besoins "
                    "vont de 1 à %(needs)s ordinateurs. Abaissez le plancher ou ouvrez la vague à toutes."
                )
                % {"wave": wave.name, "floor": wave.floor, "needs": Wave.SMALL_NEEDS}
            )
        if wave.opens_on > wave.closes_on:
            raise DefinitionRefused(_("%(wave)s\u00a0: la clôture précède l’ouverture.") % {"wave": wave.name})
        if wave.handover_from and wave.handover_from < wave.closes_on:
            raise DefinitionRefused(
                _("%(wave)s\u00a0: les remises commenceraient avant la clôture.") % {"wave": wave.name}
            )
    total = sum(wave.stock for wave in waves)
    if total > announced:
        raise DefinitionRefused(
            _("Les vagues attribuent %(total)s ordinateurs en tout, mais %(announced)s seulement sont annoncés.")
            % {"total": total, "announced": announced}
        )


def _criterion(section: "Section") -> CriterionTerms:
    criterion = CriterionTerms(
        code=section.slug("code"),
        label=section.text("label", most=160),
        answers=tuple(sorted(map(_answer, section.sections("answers")), key=lambda one: (-one.points, one.label))),
        given_by=section.choice("given_by", Criterion.GivenBy.values, default=Criterion.GivenBy.ANSWERS),
        tolerance=section.whole("tolerance", most=1_000, optional=True) or 0,
    )
    section.refuse_unknown()
    if len({answer.label for answer in criterion.answers}) < len(criterion.answers):
        raise DefinitionRefused(_("%(place)s\u00a0: deux réponses portent le même libellé.") % {"place": section.place})
    if criterion.given_by == Criterion.GivenBy.READERS and any(answer.field for answer in criterion.answers):
        raise DefinitionRefused(
            _("%(place)s\u00a0: des lecteurs donnent ces points, ôtez «\u00a0field\u00a0» de ses réponses.")
            % {"place": section.place}
        )
    return criterion


def _answer(section: "Section") -> AnswerTerms:
    answer = AnswerTerms(
        label=section.text("label"),
        points=section.whole("points", most=1_000),
        field=section.text("field", optional=True, most=40),
        values=section.texts("values"),
        at_least=section.whole("at_least", optional=True),
    )
    section.refuse_unknown()
    if answer.values and answer.at_least is not None:
        raise DefinitionRefused(
            _("%(place)s\u00a0: donnez «\u00a0values\u00a0» ou «\u00a0at_least\u00a0», pas les deux.")
            % {"place": section.place}
        )
    if bool(answer.field) != bool(answer.values or answer.at_least is not None):
        raise DefinitionRefused(
            _("%(place)s\u00a0: «\u00a0field\u00a0» va avec «\u00a0values\u00a0» ou «\u00a0at_least\u00a0».")
            % {"place": section.place}
        )
    if answer.field:
        _refuse_unknown_words(section, answer)
    return answer


def _refuse_unknown_words(section: "Section", answer: AnswerTerms) -> None:
    """An answer asks for a question of the application, and for answers that this question has."""
    asked = QUESTIONS.get(answer.field)
    if asked is None:
        raise section.refusal("field", _("l’un de %(choices)s") % {"choices": ", ".join(sorted(QUESTIONS))})
    if asked.is_number != (answer.at_least is not None):
        raise section.refusal("field", _("des réponses à une question à choix, ou un seuil à une question chiffrée"))
    if not set(answer.values) <= set(asked.choices):
        raise section.refusal("values", _("l’un de %(choices)s") % {"choices": ", ".join(asked.choices)})


def _letters(section: "Section") -> dict[str, str]:
    said = {kind: section.text(kind, optional=True, most=5_000) for kind in PLACES}
    section.refuse_unknown()
    for kind, body in said.items():
        try:
            refuse_unknown_places(kind, body)
        except UnknownPlace as refusal:
            raise DefinitionRefused(f"{section.place}, «\u00a0{kind}\u00a0»\u00a0: {refusal}") from refusal
    return {kind: body for kind, body in said.items() if body}


def _wave(section: "Section") -> WaveTerms:
    wave = WaveTerms(
        number=section.whole("number", least=1, most=99),
        slug=section.slug("slug"),
        name=section.text("name", most=120),
        state=section.choice("state", (Wave.State.DRAFT, Wave.State.OPEN, Wave.State.CLOSED), default=Wave.State.DRAFT),
        stock=section.whole("stock"),
        floor=section.whole("floor", most=30_000),
        cap=section.whole("cap", least=1, most=30_000),
        open_to=section.choice("open_to", Wave.Admission.values, default=Wave.Admission.EVERY_SIZE),
        opens_on=section.day("opens_on"),
        closes_on=section.day("closes_on"),
        handover_from=section.day("handover_from", optional=True),
        lottery_seed=section.text("lottery_seed", most=80, optional=True),
        public_draw=section.text("public_draw", most=160, optional=True),
        blind=section.flag("blind", default=False),
        bodies=section.choice("bodies", Wave.Bodies.values, default=Wave.Bodies.ASSOCIATIONS),
        territory=section.choice("territory", Wave.Territory.values, default=Wave.Territory.ANYWHERE),
        minimum_age=section.whole("minimum_age", most=1_200, optional=True) or 0,
    )
    section.refuse_unknown()
    return wave


def _refuse_twins(definition: Definition) -> None:
    for sentence, names in (
        (_("Deux critères ont le même code\u00a0: %(name)s."), [criterion.code for criterion in definition.criteria]),
        (_("Deux vagues ont le même identifiant\u00a0: %(name)s."), [wave.slug for wave in definition.waves]),
        (_("Deux vagues ont le même numéro\u00a0: %(name)s."), [wave.number for wave in definition.waves]),
    ):
        twins = sorted({str(name) for name in names if names.count(name) > 1})
        if twins:
            raise DefinitionRefused(sentence % {"name": twins[0]})


class Section:
    """One JSON object, read field by field; each refusal names the place, the field and what is needed."""

    def __init__(self, raw: object, place: str):
        self.place = place
        if not isinstance(raw, dict):
            raise DefinitionRefused(_("%(place)s\u00a0: un objet JSON est attendu.") % {"place": place})
        self.raw = raw
        self.seen: set[str] = set()

    def refusal(self, field: str, expected: str) -> DefinitionRefused:
        return DefinitionRefused(
            _("%(place)s, «\u00a0%(field)s\u00a0»\u00a0: il faut %(expected)s.")
            % {"place": self.place, "field": field, "expected": expected}
        )

    def take(self, field: str) -> Any:
        self.seen.add(field)
        return self.raw.get(field)

    def refuse_unknown(self) -> None:
        unknown = sorted(str(field) for field in self.raw.keys() - self.seen)
        if unknown:
            raise DefinitionRefused(
                _("%(place)s\u00a0: «\u00a0%(field)s\u00a0» n’est pas connu.")
                % {"place": self.place, "field": unknown[0][:60]}
            )

    def text(self, field: str, *, optional: bool = False, most: int = 200) -> str:
        value = self.take(field)
        if value is None and optional:
            return ""
        if not isinstance(value, str) or not (optional or value.strip()) or len(value) > most or "\0" in value:
            raise self.refusal(field, _("un texte de %(most)s caractères au plus") % {"most": most})
        return value.strip()

    def slug(self, field: str) -> str:
        value = self.text(field, most=50)
        if not value.isascii() or not value.replace("-", "").isalnum() or value != value.lower():
            raise self.refusal(field, _("un identifiant en minuscules, chiffres et tirets"))
        return value

    def whole(self, field: str, *, least: int = 0, most: int = MOST, optional: bool = False) -> Any:
        value = self.take(field)
        if value is None and optional:
            return None
        if type(value) is not int or not least <= value <= most:
            raise self.refusal(field, _("un nombre entier de %(least)s à %(most)s") % {"least": least, "most": most})
        return value

    def flag(self, field: str, *, default: bool) -> bool:
        value = self.take(field)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.refusal(field, "true ou false")
        return value

    def choice(self, field: str, choices: Collection[str], *, default: str | None = None) -> str:
        value = self.take(field)
        if value is None and default is not None:
            return str(default)
        if value not in list(choices):
            raise self.refusal(field, _("l’un de %(choices)s") % {"choices": ", ".join(choices)})
        return str(value)

    def day(self, field: str, *, optional: bool = False) -> Any:
        value = self.take(field)
        if value is None and optional:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.refusal(field, _("une date (AAAA-MM-JJ)")) from None

    def texts(self, field: str) -> tuple[str, ...]:
        values = self.take(field)
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            raise self.refusal(field, _("une liste de textes"))
        return tuple(values)

    def section(self, field: str, *, optional: bool = False) -> "Section":
        value = self.take(field)
        return Section({} if value is None and optional else value, f"{self.place}, «\u00a0{field}\u00a0»")

    def sections(self, field: str) -> list["Section"]:
        values = self.take(field)
        if not isinstance(values, list) or not 1 <= len(values) <= 100:
            raise self.refusal(field, _("une liste d’au moins un élément"))
        return [
            Section(value, f"{self.place}, «\u00a0{field}\u00a0» n°\u00a0{number}")
            for number, value in enumerate(values, 1)
        ]
