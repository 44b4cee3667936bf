"""Declaring ties with an association, and lifting a recusal."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.models import Declaration
from rebond.journal.actions import record
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed, require


class AlreadyRecused(Exception):
    """A recusal is taken back by somebody else, never by the person."""


class NoRecusal(Exception):
    """There is nothing to lift, or the person would lift their own recusal."""


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

    What was declared meanwhile stays as it is. Returns how many files the person will not see any more.
    """
    declared = Declaration.objects.filter(person=by, application__wave=wave).values("application")
    files = Application.objects.live().filter(wave=wave, association__in=list(natures)).exclude(pk__in=declared)
    said = [
        declare_interest(application=one, nature=natures[one.association_id], by=by, at=at)
        for one in files.order_by("pk")
    ]
    return sum(one.is_recusal for one in said)


@deed
def lift_recusal(*, declaration: Declaration, reason: str, by: User, at: datetime) -> None:
    """Let a person back to a file from which they had recused themselves. Raises NoRecusal."""
    require(declaration.is_recusal and declaration.person_id != by.pk, NoRecusal)
    lifted = Declaration.objects.recusals().filter(pk=declaration.pk)
    require(lifted.update(lifted_by=by, lifted_at=at, lifted_because=reason) == 1, NoRecusal)
    record("recusal_lifted", of=declaration.application, by=by, at=at, person=str(declaration.person_id))
