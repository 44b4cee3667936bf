"""The places that a city may name in its letters, {association} and others: which there are, and filling them in."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from rebond.programmes.letters.models import LetterText

PLACE = re.compile(r"\{([^{}]*)\}")
EVERYWHERE = ("association", "reference", "dispositif", "vague", "ville", "service")
PLACES: Mapping[str, tuple[str, ...]] = {
    LetterText.Kind.RECEIVED: (*EVERYWHERE, "date"),
    LetterText.Kind.INCOMPLETE: (*EVERYWHERE, "pieces", "date"),
    LetterText.Kind.GRANTED: (*EVERYWHERE, "machines"),
    LetterText.Kind.WAITING: EVERYWHERE,
    LetterText.Kind.REFUSED: (*EVERYWHERE, "motif"),
}


class UnknownPlace(Exception):
    """A text names a place that this letter does not have. Its text says which."""


def refuse_unknown_places(kind: str, body: str) -> None:
    """Raises UnknownPlace with a sentence that names the first one, or the brace that opens nothing."""
    for name in PLACE.findall(body):
        if name not in PLACES[kind]:
            known = ", ".join(f"{{{one}}}" for one in PLACES[kind])
            raise UnknownPlace(
                _("«\u00a0{%(name)s}\u00a0» n’est pas connu ici. Vous pouvez écrire %(known)s.")
                % {"name": name[:40], "known": known}
            )
    if set("{}") & set(PLACE.sub("", body)):
        raise UnknownPlace(_("Une accolade n’est pas fermée, ou n’ouvre rien."))


def filled(body: str, facts: Mapping[str, object]) -> str:
    """The text with its places filled in, once: what a fact says is never read as a place."""
    return PLACE.sub(lambda place: str(facts[place.group(1)]), body)
