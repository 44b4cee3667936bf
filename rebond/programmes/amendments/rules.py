"""What an amendment may change, and how far.

- While the call is open: the closing day may be put off, the hand-overs moved, the stock raised; floor and cap may
  change too, as long as the closing day is not over.
- Once it is closed: the same without floor and cap, which the requests have been made under.
- Once the allocation is published: nothing.
- Never: criteria and points, the legal route, who is admitted, the lottery. A wave closes and another one opens.
"""

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rebond.programmes.actions import differences
from rebond.programmes.definition import DefinitionRefused, refuse_contradictions
from rebond.programmes.models import Wave
from rebond.programmes.queries import waves_of

ALWAYS = ("closes_on", "handover_from", "stock")
AMENDABLE: Mapping[str, tuple[str, ...]] = {
    Wave.State.DRAFT: (),
    Wave.State.OPEN: (*ALWAYS, "floor", "cap"),
    Wave.State.CLOSED: ALWAYS,
    Wave.State.PUBLISHED: (),
}


class NotAmendable(DefinitionRefused):
    """The amendment asks for what no amendment may change. Its text says which."""


class NothingChanges(NotAmendable):
    """An amendment changes something."""

    def __init__(self) -> None:
        super().__init__(_("Rien ne change\u00a0: un avenant change au moins un réglage."))


def amendable_fields(wave: Wave, on: date) -> tuple[str, ...]:
    """The settings that an amendment may change that day."""
    fields = AMENDABLE[wave.state]
    return fields if on <= wave.closes_on else tuple(field for field in fields if field in ALWAYS)


def changes_asked(wave: Wave, wanted: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What is really different, when it may be. Raises NotAmendable, DefinitionRefused."""
    changed = differences(wave, dict(wanted))
    if not changed:
        raise NothingChanges
    for field in changed:
        if field not in amendable_fields(wave, on):
            label = Wave._meta.get_field(field).verbose_name
            raise NotAmendable(_("«\u00a0%(field)s\u00a0» ne change plus, même par avenant.") % {"field": label})
    if "stock" in changed and changed["stock"] < wave.stock:
        raise NotAmendable(_("Un avenant peut ajouter des ordinateurs, pas en retirer."))
    if "closes_on" in changed and changed["closes_on"] < wave.closes_on:
        raise NotAmendable(_("Un avenant peut repousser la clôture, pas l’avancer."))
    if "closes_on" in changed and changed["closes_on"] < on:
        raise NotAmendable(_("La nouvelle clôture est déjà passée."))
    amended = copy(wave)
    for field, value in changed.items():
        setattr(amended, field, value)
    waves = [amended if one.pk == wave.pk else one for one in waves_of(wave.programme)]
    refuse_contradictions(waves, announced=wave.programme.announced_devices)
    return changed
