"""What is owed to whoever receives a decision that a computation proposed: by law, or by choice."""

from rebond.countries import country
from rebond.countries.country import LegalRoute
from rebond.programmes.letters.text import Block, legal_blocks
from rebond.programmes.models import Programme


def rights_of_recipients(programme: Programme) -> tuple[Block, ...]:
    """The mention of the computation, then the ways to contest: the same words as under every decision letter."""
    return legal_blocks(programme, "granted")


def route_of(programme: Programme) -> LegalRoute:
    """The legal route of a programme, as its country describes it."""
    return country(programme.city.country).LEGAL_ROUTES[programme.legal_route]
