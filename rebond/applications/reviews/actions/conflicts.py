"""Declaring ties with an association, and lifting a recusal."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.blind import names_would_tell
from rebond.applications.reviews.models import Declaration
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed, require


class AlreadyRecused(Exception):
    """A recusal is taken back by somebody else, never by the person."""


class NoRecusal(Exception):
    """There is nothing to lift, or the person would lift their own recusal."""


class NamesWouldTell(Exception):
    """In a blind wave, ties by name are declared after the closing, and with all associations at once."""


@deed
def declare_interest(*, application: Application, nature: str, by: User, at: datetime) -> Declaration:
    """Say which tie one has with an association, or that there is none. One's mind may change towards recusal only.

    Raises AlreadyRecused.
    """
    declared = Declaration.objects.filter(application=application, person=by).first()
    require(declared is None or not declared.is_recusal, AlreadyRecused)
    unlifted = {"lifted_by": None, "lifted_at": None, "lifted_because": ""}
    if declared is not None and nature == Declaration.Nature.NONE and declared.nature != nature:
        return declared  # it was lifted: the tie that was told stays told
    declared, _ = Declaration.objects.update_or_create(
        application=application, person=by, defaults={"nature": nature, "declared_at": at} | unlifted
    )
    record("interest_declared", of=application, by=by, at=at, recused=declared.is_recusal)
    return declared


@deed
def declare_interests(*, wave: Wave, natures: Mapping[UUID, str], by: User, at: datetime) -> int:
    """Say the same of many associations of a wave at once: the tie with each, by its key.

    What was declared before stays, unless it was "no tie" and now is one. In a blind wave, of all associations or of
    none, once nobody applies any more. Returns how many files the person will not see any more.

    Raises NamesWouldTell.
    """
    files = Application.objects.live().filter(wave=wave)
    if wave.blind:
        applied = set(files.values_list("association", flat=True))
        require(not names_would_tell(wave) and applied <= natures.keys(), NamesWouldTell)
    declared = Declaration.objects.filter(person=by, application__in=files)
    known, tied = set(declared.values_list("application", flat=True)), declared.recusals().values("application")
    left = files.filter(association__in=list(natures)).exclude(pk__in=tied).order_by("pk")
    told = [(one, natures[one.association_id]) for one in left]
    said = [
        declare_interest(application=one, nature=nature, by=by, at=at)
        for one, nature in told
        if one.pk not in known or nature != Declaration.Nature.NONE
    ]
    return sum(one.is_recusal for one in said)


@deed
def lift_recusal(*, declaration: Declaration, reason: str, by: User, at: datetime) -> None:
    """Let a person back to a file from which they had recused themselves. Raises NoRecusal."""
    require(declaration.is_recusal and declaration.person_id != by.pk, NoRecusal)
    lifted = Declaration.objects.recusals().filter(pk=declaration.pk)
    require(lifted.update(lifted_by=by, lifted_at=at, lifted_because=reason) == 1, NoRecusal)
    record("recusal_lifted", of=declaration.application, by=by, at=at, person=str(declaration.person_id))
