"""What an association says about being written to."""

from datetime import date, datetime

from django.db.models import F
from django.utils.timezone import localdate

from rebond.accounts.models import User
from rebond.directory.outreach.models import Approach, ContactChoice
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.deeds import deed
from rebond.safeguards.locks import lock_objects


@deed
def keep_choice(
    *, association: Association, choice: str, how: str, said_by: str, said_on: date, by: User, at: datetime
) -> ContactChoice:
    """Note what an association told an officer: the last word counts, earlier ones stay readable."""
    return _keep(
        ContactChoice(association=association, choice=choice, how=how, said_by=said_by, said_on=said_on, kept_by=by),
        by=by,
        at=at,
    )


@deed
def refuse_by_link(*, approach: Approach, at: datetime) -> ContactChoice:
    """Write no more to the association that got this message, or that it was merged into since; its address is then
    left alone for every association that shares it. Said twice, it is noted once."""
    association = approach.association.standing
    lock_objects(association)
    refusal = {"association": association, "choice": Association.Consent.REFUSED, "how": ContactChoice.How.LINK}
    said = ContactChoice.objects.filter(**refusal, kept_at__gte=approach.written_at).first()
    if said is not None and is_refused(association):
        return said
    return _keep(ContactChoice(**refusal, said_on=localdate(at)), by=None, at=at)


def is_refused(association: Association) -> bool:
    refused = Association.objects.filter(contact_consent=Association.Consent.REFUSED)
    return refused.filter(pk=association.pk).exists()


def has_refused_since(association: Association, at: datetime) -> bool:
    """Whether it said no after that moment, also where that changed nothing."""
    said = ContactChoice.objects.filter(association=association, choice=Association.Consent.REFUSED)
    return said.filter(kept_at__gt=at).exists()


def _keep(choice: ContactChoice, *, by: User | None, at: datetime) -> ContactChoice:
    choice.kept_at = at
    choice.save(force_insert=True)
    same = Association.with_merged.filter(pk=choice.association_id)
    same.update(contact_consent=choice.choice, version=F("version") + 1)
    record("contact_choice_kept", of=choice.association, by=by, at=at, choice=choice.choice, how=choice.how)
    return choice
