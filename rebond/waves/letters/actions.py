"""What people and workers do with decision letters: write them, correct one, have them leave, send, post."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.documents.actions import store_document
from rebond.journal.actions import record
from rebond.mail.actions import plan_mail
from rebond.safeguards.deeds import SomebodyElseWasFirst, deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.actions import CannotDecide
from rebond.waves.letters.decisions import Decision, decisions_of
from rebond.waves.letters.models import DecisionLetter
from rebond.waves.letters.queries import letters_to_post, managers_to_tell, outdated_letters
from rebond.waves.letters.writing import Correction, Written, write
from rebond.waves.models import Proposal


class NothingToSend(CannotDecide):
    """No letter is ready: they left already, or they are being written."""

    def __str__(self) -> str:
        return _("Aucune lettre n’attend\u00a0: elles sont déjà parties, ou elles s’écrivent encore.")


class LettersChanged(CannotDecide):
    """The letters that are ready are not those that the person read."""

    def __str__(self) -> str:
        return _("Des lettres ont été réécrites depuis que vous avez ouvert la page\u00a0: relisez-les, puis envoyez.")


class NotToBePosted(CannotDecide):
    """The letter has not left, or it is on paper already, or a later version takes its place."""

    def __str__(self) -> str:
        return _("Cette lettre n’est pas partie par courriel, ou elle est déjà à poster, ou une autre la remplace.")


class OnItsWay(CannotDecide):
    """The letter leaves at this very moment."""

    def __str__(self) -> str:
        return _("Cette lettre est en train de partir\u00a0: attendez une minute, puis corrigez-la.")


@deed
def ask_for_letters(*, proposal: Proposal, by: User, at: datetime) -> None:
    """Say who had the letters of a wave written, or written anew; the work itself is done in the background."""
    record("letters_asked", of=proposal, by=by, at=at)


def write_missing(*, proposal: Proposal, at: datetime) -> int:
    """Write the letter of each answer that has none yet; how many were written.

    Each is kept in its own transaction, so that a worker who dies loses one letter at most and the next one goes on
    from there. Two workers at once write none twice.
    """
    written = 0
    for decision in without_letter(proposal, decisions_of(proposal)):
        text = write(decision, proposal, version=1, at=at, correction=None)
        written += keep_letter(
            proposal=proposal, decision=decision, replacing=None, text=text, reason="", by=None, at=at
        )
    return written


def without_letter(proposal: Proposal, decisions: Sequence[Decision]) -> list[Decision]:
    has = set(proposal.letters.values_list("application", flat=True))
    return [decision for decision in decisions if decision.application.pk not in has]


@deed
def keep_letter(
    *,
    proposal: Proposal,
    decision: Decision,
    replacing: DecisionLetter | None,
    text: Written,
    reason: str,
    by: User | None,
    at: datetime,
) -> bool:
    """Keep a letter as the next version after the one it replaces, which was the last when its words were written.

    False where somebody was first: wrote another version, or had the former one leave. Its words would not hold then.
    """
    lock_objects(decision.application)
    last = last_letter(proposal, decision.application.pk)
    if (last and (last.pk, last.state)) != (replacing and (replacing.pk, replacing.state)):
        return False
    if last is not None and last.state == DecisionLetter.State.READY:
        try:
            move(last, DecisionLetter.State.REPLACED)
        except SomebodyElseWasFirst:
            return False
    version = last.version + 1 if last else 1
    name = f"decision-{decision.application.reference}-{version}.pdf".lower()
    letter = DecisionLetter.objects.create(
        proposal=proposal,
        application=decision.application,
        kind=decision.kind,
        version=version,
        text_version=text.text_version,
        correction=reason,
        document=store_document(name=name, content=text.pdf, content_type="application/pdf", at=at),
        subject=text.subject,
        body=text.body,
        written_at=at,
    )
    record(
        "letter_kept", of=letter, by=by, at=at, kind=letter.kind, version=version, sha256=letter.document.sha256,
        text_version=letter.text_version,
    )  # fmt: skip
    return True


def rewrite_outdated(*, proposal: Proposal, at: datetime) -> int:
    """Write anew the letters still to be read whose text the city has changed since; how many."""
    outdated = list(outdated_letters(proposal))
    if not outdated:
        return 0
    decisions = {decision.application.pk: decision for decision in decisions_of(proposal)}
    return sum(
        write_again(letter, decisions[letter.application_id], letter.correction, None, at) for letter in outdated
    )


def write_again(letter: DecisionLetter, decision: Decision, reason: str, by: User | None, at: datetime) -> bool:
    """Write the version after this one; false where somebody was first."""
    proposal = letter.proposal
    text = write(decision, proposal, version=letter.version + 1, at=at, correction=correction_of(letter, reason))
    return keep_letter(proposal=proposal, decision=decision, replacing=letter, text=text, reason=reason, by=by, at=at)


def last_letter(proposal: Proposal, application: UUID) -> DecisionLetter | None:
    return proposal.letters.filter(application=application).order_by("-version").first()


def correct_letter(*, letter: DecisionLetter, seen: int, reason: str, by: User, at: datetime) -> DecisionLetter:
    """Write the next version of a letter from today's text and address; the earlier ones stay as they were.

    `seen` is the version that the person read. The new one is ready to be read, and leaves like any other.

    Raises OnItsWay, EditedMeanwhile.
    """
    proposal = letter.proposal
    last = last_letter(proposal, letter.application_id)
    require(last is not None and last.version == seen, EditedMeanwhile)
    require(last.state != DecisionLetter.State.LEAVING, OnItsWay)
    [decision] = decisions_of(proposal, [letter.application_id])
    require(write_again(last, decision, reason, by, at), EditedMeanwhile)
    return proposal.letters.get(application=letter.application_id, version=seen + 1)


def correction_of(letter: DecisionLetter, reason: str) -> Correction | None:
    """What the next letter says of the last one that left; nothing where none ever left."""
    left = DecisionLetter.objects.released().filter(proposal=letter.proposal_id, application=letter.application_id)
    last = left.order_by("-version").first()
    return Correction(last, reason) if last is not None else None


def fingerprint(letters: Sequence[UUID]) -> str:
    """What names a set of letters, whose bytes never change."""
    return sha256("\n".join(sorted(str(one) for one in letters)).encode()).hexdigest()


@deed
def release_letters(*, proposal: Proposal, seen: str, by: User, at: datetime) -> int:
    """Have the letters that are ready leave, those that the person saw and no others; how many.

    Raises NothingToSend, LettersChanged.
    """
    ready = list(proposal.letters.ready().values_list("pk", flat=True))
    require(ready, NothingToSend)
    require(fingerprint(ready) == seen, LettersChanged)
    leaving = DecisionLetter.objects.ready().filter(pk__in=ready)
    released = leaving.update(state=DecisionLetter.State.LEAVING, released_by=by, released_at=at)
    require(released == len(ready), LettersChanged)
    record("letters_released", of=proposal, by=by, at=at, letters=released)
    return released


def send_released(*, proposal: Proposal, at: datetime) -> None:
    """Send what is to leave, one letter after the other; a letter that somebody else sends meanwhile is left alone."""
    managers = managers_to_tell(proposal)
    leaving = proposal.letters.filter(state=DecisionLetter.State.LEAVING).order_by("application__reference")
    for letter in leaving.select_related("application__association", "document", "released_by"):
        with suppress(SomebodyElseWasFirst):
            send_letter(letter=letter, to=addresses_of(letter, managers), at=at)


def addresses_of(letter: DecisionLetter, managers: Mapping[UUID, Sequence[User]]) -> list[str]:
    """Those who answer for the association; where nobody has an account, the association's own address."""
    association = letter.application.association
    people = [person.email for person in managers.get(association.pk, ())]
    return people or [address for address in [association.email] if address]


@deed
def send_letter(*, letter: DecisionLetter, to: Sequence[str], at: datetime) -> None:
    """Send a letter to each of these addresses; where there is none, it is to be posted.

    The state changes with the mail, or neither does: nothing leaves twice. Raises SomebodyElseWasFirst.
    """
    move(letter, DecisionLetter.State.SENT if to else DecisionLetter.State.TO_POST)
    for address in to:
        plan_mail(to=address, subject=letter.subject, body=letter.body, attachment=letter.document, about=letter, at=at)
    record("letter_sent", of=letter, by=letter.released_by, at=at, mails=len(to), version=letter.version)


@deed
def send_by_post(*, letter: DecisionLetter, by: User, at: datetime) -> None:
    """Put a letter that could not be delivered among those to be printed. Raises NotToBePosted."""
    lock_objects(letter.application)
    require(letter.state == DecisionLetter.State.SENT, NotToBePosted)
    require(last_letter(letter.proposal, letter.application_id) == letter, NotToBePosted)
    try:
        move(letter, DecisionLetter.State.TO_POST)
    except SomebodyElseWasFirst as late:
        raise NotToBePosted from late
    record("letter_to_post", of=letter, by=by, at=at)


@deed
def post_letters(*, proposal: Proposal, seen: str, by: User, at: datetime) -> int:
    """Say that the letters that the person printed were posted: those that were on the page, and no others.

    Raises NothingToSend, LettersChanged.
    """
    printed = list(letters_to_post(proposal, by).values_list("pk", flat=True))
    require(printed, NothingToSend)
    require(fingerprint(printed) == seen, LettersChanged)
    posted = DecisionLetter.objects.filter(pk__in=printed, state=DecisionLetter.State.TO_POST)
    count = posted.update(state=DecisionLetter.State.POSTED, posted_at=at)
    require(count == len(printed), LettersChanged)
    record("letters_posted", of=proposal, by=by, at=at, letters=count)
    return count
