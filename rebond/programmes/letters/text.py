"""The text of a letter, for whoever sends one: the city's own paragraphs, then the words that the legal route asks for.

letter = letter_text(programme, "granted", {"association": …, "reference": …, "vague": …, "machines": 14})
letter.text      paragraphs, ready for an e-mail or a page
letter.version   to be kept with what was sent: 0 is the country's own text, 1 the city's first one
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.countries import country
from rebond.programmes.letters.models import LetterText
from rebond.programmes.letters.places import filled
from rebond.programmes.models import Programme


@dataclass(frozen=True)
class Block:
    """Words that the legal route asks for; they cannot be taken out, only completed."""

    title: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A letter ready to be sent, and which version of the city's text it holds."""

    body: str
    blocks: tuple[Block, ...]
    version: int

    @property
    def text(self) -> str:
        return "\n\n".join([self.body, *(f"{block.title}\n{block.text}" for block in self.blocks)])


def letter_text(
    programme: Programme,
    kind: str,
    facts: Mapping[str, object],
    *,
    language: str = "fr",
    body: str | None = None,
    version: int | None = None,
) -> Letter:
    """A letter of that kind with its places filled in.

    `facts` give the places of `places.PLACES` that the programme does not know itself: association, reference, vague,
    and by kind date, pieces, machines, motif; in the acknowledgement also `silence`, the day when silence has become a
    refusal. `version` reads a letter again as it left, instead of with the last text; `body` tries another text than
    the one that is kept. What the city wrote is in its own words; the country's texts come in `language`. Raises
    KeyError when a place has no fact.
    """
    kept = current_text(programme, kind) if version is None else text_numbered(programme, kind, version)
    with override(language):
        text = body if body is not None else kept.body if kept else default_text(programme, kind)
        return Letter(
            body=filled(text, own_facts(programme) | dict(facts)).strip(),
            blocks=legal_blocks(programme, kind, silence=facts.get("silence", "")),
            version=kept.number if kept else 0,
        )


def current_text(programme: Programme, kind: str) -> LetterText | None:
    """The last version that the city wrote, if any."""
    return LetterText.objects.filter(programme=programme, kind=kind).order_by("-number").first()


def version_of(programme: Programme, kind: str) -> int:
    """The version that a letter written now has."""
    kept = current_text(programme, kind)
    return kept.number if kept else 0


def text_numbered(programme: Programme, kind: str, number: int) -> LetterText | None:
    """One version of what the city wrote; None for the country's own text, number 0."""
    return LetterText.objects.filter(programme=programme, kind=kind, number=number).first()


def default_text(programme: Programme, kind: str) -> str:
    """What the country proposes until the city writes its own, in the reader's language."""
    return _(country(programme.city.country).LETTERS[kind])


def legal_blocks(programme: Programme, kind: str, *, silence: object = "") -> tuple[Block, ...]:
    """The words of the law where a public body decides, those of good practice where a company gives."""
    own = own_facts(programme)
    places = {
        "authority": _("la ville de %(city)s") % {"city": programme.city.name},
        "contact": ", ".join(part for part in (own["service"], programme.contact_email) if part),
        "donor": programme.donor.name,
        "city": programme.city.name,
        "day": silence,
    }
    blocks = country(programme.city.country).letter_blocks(programme.legal_route, kind)
    return tuple(Block(_(block.title), _(block.text) % places) for block in blocks)


def own_facts(programme: Programme) -> dict[str, str]:
    """The places that the programme fills in itself."""
    service = programme.contact_name or _("la ville de %(city)s") % {"city": programme.city.name}
    return {"dispositif": programme.title, "ville": programme.city.name, "service": service}
