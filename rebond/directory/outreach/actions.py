"""Making a list, planning its departure, calling it back, writing the messages."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from rebond.accounts.joining.actions import open_invitation
from rebond.accounts.models import User
from rebond.directory.outreach import notices
from rebond.directory.outreach.codes import code_for, kept_form
from rebond.directory.outreach.letters import bundle_of
from rebond.directory.outreach.models import Approach, Exclusion, LetterBundle, Outreach
from rebond.directory.outreach.queries import listed
from rebond.directory.outreach.rule import EMAIL, WAYS
from rebond.documents.actions import store_document
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.programmes.models import Programme
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import MoveNotAllowed, move

# Between the button and the first message: time to call it back.
CALL_BACK_FOR = timedelta(minutes=10)
VALID_FOR = timedelta(days=120)
BATCH = 50
LETTERS_IN_A_BUNDLE = 200


class HasLeft(Exception):
    """The outreach is no draft any more: it is planned, leaving, or gone."""


class NobodyToWriteTo(Exception):
    """Nobody on the list would get anything."""


@deed
def make_outreach(
    *,
    title: str,
    programme: Programme,
    filters: Mapping[str, str],
    words: str,
    quiet_days: int,
    by: User,
    at: datetime,
) -> Outreach:
    """Keep a list and its message. Nothing leaves."""
    outreach = Outreach.objects.create(
        title=title,
        programme=programme,
        filters=dict(filters),
        words=words,
        quiet_days=quiet_days,
        made_by=by,
        made_at=at,
    )
    record("outreach_made", of=outreach, by=by, at=at)
    return outreach


@deed
def change_outreach(*, outreach: Outreach, seen: int, by: User, at: datetime, **changes) -> None:
    """Change a list or its message before it is planned. Raises HasLeft, EditedMeanwhile."""
    lock_objects(outreach)
    require(Outreach.objects.filter(pk=outreach.pk, state=Outreach.State.DRAFT).exists(), HasLeft)
    outreach.save_version(seen, **changes)
    record("outreach_changed", of=outreach, by=by, at=at, fields=sorted(changes))


@deed
def discard_outreach(*, outreach: Outreach, by: User, at: datetime) -> None:
    """Throw a draft away. Raises HasLeft."""
    lock_objects(outreach)
    gone = Outreach.objects.filter(pk=outreach.pk, state=Outreach.State.DRAFT)
    require(gone.exists(), HasLeft)
    record("outreach_discarded", of=outreach, by=by, at=at)
    gone.delete()


@deed
def take_off(*, outreach: Outreach, association: Association, by: User, at: datetime) -> None:
    """Take an association off a list, until the moment when it leaves."""
    _row, is_new = Exclusion.objects.get_or_create(outreach=outreach, association=association)
    if is_new:
        record("outreach_excluded", of=outreach, by=by, at=at, association=str(association.pk))


@deed
def put_back(*, outreach: Outreach, association: Association, by: User, at: datetime) -> None:
    """Put an association back on a list."""
    if Exclusion.objects.filter(outreach=outreach, association=association).delete()[0]:
        record("outreach_included", of=outreach, by=by, at=at, association=str(association.pk))


@deed
def plan_outreach(*, outreach: Outreach, by: User, at: datetime) -> None:
    """Let a list leave in ten minutes; until then it can be called back.

    Raises NobodyToWriteTo, MoveNotAllowed, SomebodyElseWasFirst.
    """
    expected = listed(outreach, at).order_by().filter(verdict__in=WAYS).count()
    require(expected, NobodyToWriteTo)
    move(outreach, Outreach.State.PLANNED, leaves_at=at + CALL_BACK_FOR, expected=expected)
    record("outreach_planned", of=outreach, by=by, at=at, expected=expected)


@deed
def call_back(*, outreach: Outreach, by: User, at: datetime) -> None:
    """Undo a planned departure, as long as nothing has left. Raises HasLeft."""
    try:
        move(outreach, Outreach.State.DRAFT, leaves_at=None, expected=0)
    except (MoveNotAllowed, SomebodyElseWasFirst) as late:
        raise HasLeft from late
    record("outreach_called_back", of=outreach, by=by, at=at)


# --- what the worker does ----------------------------------------------------------------------------------------


@deed
def begin(*, outreach: Outreach, at: datetime) -> None:
    """From here on nothing is called back. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    expected = listed(outreach, at).order_by().filter(verdict__in=WAYS).count()
    move(outreach, Outreach.State.SENDING, expected=expected)
    record("outreach_left", of=outreach, by=None, at=at, expected=expected)


def waiting_for(outreach: Outreach, at: datetime) -> list[Association]:
    """The next few to write to. Whoever was written to is on the list no more: that is what ends the work."""
    return list(listed(outreach, at).filter(verdict__in=WAYS).order_by("pk")[:BATCH])


@deed
def write_batch(*, outreach: Outreach, associations: Sequence[Association], at: datetime) -> int:
    """Write to a few associations, all of them or none. Returns how many messages that came to.

    The rule is asked again under lock: a refusal, or another outreach, may have come meanwhile.
    """
    lock_objects(*associations)
    still = listed(outreach, at).filter(pk__in=[one.pk for one in associations], verdict__in=WAYS).order_by("pk")
    rows = list(still)
    for association in rows:
        (write_mail if association.verdict == EMAIL else write_letter)(outreach, association, at)
    return len(rows)


def write_mail(outreach: Outreach, association: Association, at: datetime) -> None:
    """One e-mail, whose link makes its reader the association's manager: the public address decides."""
    code = secrets.token_urlsafe(24)
    invitation = open_invitation(
        association=association,
        email=association.email.lower(),
        code=code,
        expires_at=at + VALID_FOR,
        by=outreach.made_by,
        at=at,
    )
    approach = Approach(
        outreach=outreach,
        association=association,
        channel=Approach.Channel.EMAIL,
        invitation=invitation,
        written_at=at,
    )
    approach.mail = notices.outreach_mail(approach, code=code, at=at)
    approach.save(force_insert=True)


def write_letter(outreach: Outreach, association: Association, at: datetime) -> None:
    """One letter, whose code only names the association: whoever has it may ask to join, and somebody decides."""
    approach = Approach(outreach=outreach, association=association, channel=Approach.Channel.LETTER, written_at=at)
    approach.invitation = open_invitation(
        association=association,
        email="",
        code=kept_form(code_for(approach)),
        expires_at=at + VALID_FOR,
        by=outreach.made_by,
        at=at,
    )
    approach.save(force_insert=True)


def unbound_letters(outreach: Outreach) -> list[Approach]:
    """The next letters that no bundle holds yet."""
    letters = outreach.approaches.filter(channel=Approach.Channel.LETTER, bundle=None)
    return list(letters.select_related("association", "invitation").order_by("written_at", "pk")[:LETTERS_IN_A_BUNDLE])


@deed
def bind_letters(*, outreach: Outreach, letters: Sequence[Approach], content: bytes, at: datetime) -> LetterBundle:
    """Keep letters as one document to print. Raises SomebodyElseWasFirst when some are in another one already."""
    lock_objects(outreach)
    number = outreach.bundles.count() + 1
    document = store_document(name=f"lettres-{number}.pdf", content=content, content_type="application/pdf", at=at)
    bundle = LetterBundle.objects.create(outreach=outreach, number=number, document=document, letters=len(letters))
    free = Approach.objects.filter(pk__in=[one.pk for one in letters], bundle=None)
    require(free.update(bundle=bundle) == len(letters), SomebodyElseWasFirst)
    return bundle


def bind_all(*, outreach: Outreach, at: datetime) -> None:
    """Put every letter into a bundle; one that was bound before stays there."""
    while letters := unbound_letters(outreach):
        bind_letters(outreach=outreach, letters=letters, content=bundle_of(outreach, letters), at=at)


@deed
def end_outreach(*, outreach: Outreach, at: datetime) -> None:
    """Say that everything is written. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    written = outreach.approaches.count()
    move(outreach, Outreach.State.DONE, ended_at=at, expected=written)
    record("outreach_ended", of=outreach, by=None, at=at, written=written)
