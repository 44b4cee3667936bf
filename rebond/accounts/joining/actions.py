"""Inviting, asking, deciding, leaving, and saying once a year that all is still right."""

from datetime import datetime, timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.db.models import Q

from rebond.accounts.actions import grant_role, withdraw_role
from rebond.accounts.joining import notices
from rebond.accounts.joining.models import Invitation, JoinRequest
from rebond.accounts.models import Membership, Role, User
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move

VALID_FOR = timedelta(days=14)
CONFIRMED_FOR = timedelta(days=365)
REMINDED_EVERY = timedelta(days=30)


class AlreadyOneOfThem(Exception):
    """The person already answers for this association."""


class InvitationIsOver(Exception):
    """The invitation was used, taken back, or is too old."""


class AnotherAddress(Exception):
    """The invitation is for somebody else. `expected` is the address that it was sent to."""

    def __init__(self, expected: str):
        super().__init__(expected)
        self.expected = expected


class SignInFirst(Exception):
    """The invited address already has an account."""


class LastManager(Exception):
    """Nobody would answer for the association any more."""


class WhichAssociation(Exception):
    """The request names an association that nobody has found in the directory yet."""


def fingerprint(code: str) -> str:
    """What is kept of an invitation's code."""
    return sha256(code.encode()).hexdigest()


@deed
def invite_manager(*, association: Association, email: str, code: str, by: User, at: datetime) -> Invitation:
    """Send a link that makes the person of that address a manager of the association, for two weeks.

    An earlier link to the same address stops working. Raises AlreadyOneOfThem.
    """
    email = email.lower()
    require(not managers_of(association).filter(user__email=email).exists(), AlreadyOneOfThem)
    invitation = open_invitation(
        association=association, email=email, code=code, expires_at=at + VALID_FOR, by=by, at=at
    )
    notices.invited(invitation, code=code, at=at)
    return invitation


@deed
def open_invitation(
    *, association: Association, email: str, code: str, expires_at: datetime, by: User, at: datetime
) -> Invitation:
    """An invitation that the caller sends: by mail to this address, on paper where there is none.

    An earlier one to the same address, or on paper, stops working.
    """
    for earlier in Invitation.objects.filter(association=association, email=email, state=Invitation.State.SENT):
        move(earlier, Invitation.State.WITHDRAWN)
    invitation = Invitation.objects.create(
        association=association,
        email=email,
        code_sha256=fingerprint(code),
        invited_by=by,
        invited_at=at,
        expires_at=expires_at,
    )
    record("manager_invited", of=invitation, by=by, at=at, association=str(association.pk))
    return invitation


@deed
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Make a link stop working. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(invitation, Invitation.State.WITHDRAWN)
    record("invitation_withdrawn", of=invitation, by=by, at=at)


@deed
def accept_invitation(*, invitation: Invitation, user: User | None, name: str, at: datetime) -> Membership:
    """Become a manager by the link that came by mail.

    Whoever has no account yet gets one: the mail proves the address.

    Whoever has one signs in first: a link that lay in a mailbox for days opens nobody's account.

    Raises AnotherAddress, SignInFirst, InvitationIsOver, MoveNotAllowed, SomebodyElseWasFirst.
    """
    require(not invitation.is_on_paper, InvitationIsOver)
    require(user is None or user.email == invitation.email, AnotherAddress(invitation.email))
    require(user is not None or not User.objects.filter(email=invitation.email).exists(), SignInFirst)
    require(invitation.is_open(at), InvitationIsOver)
    move(invitation, Invitation.State.ACCEPTED)
    membership = grant_role(
        email=invitation.email,
        name=name,
        role=Role.MANAGER,
        association=invitation.association.standing,
        by=invitation.invited_by,
        at=at,
    )
    EmailAddress.objects.filter(user=membership.user, email=membership.user.email).update(verified=True)
    record("invitation_accepted", of=invitation, by=membership.user, at=at)
    return membership


@deed
def ask_to_join(
    *,
    association: Association | None,
    named: str,
    number: str,
    name: str,
    email: str,
    function: str,
    message: str,
    at: datetime,
) -> JoinRequest:
    """Ask to answer for an association, without any account. The same request for the same association twice is one.

    No mail goes to the address that was typed: it may be anybody's.
    """
    typed = {"number": number, "name": name, "function": function, "message": message}
    request, is_new = JoinRequest.objects.get_or_create(
        email=email.lower(),
        named=named,
        association=association,
        state=JoinRequest.State.WAITING,
        defaults=typed | {"asked_at": at},
    )
    if is_new:
        record("joining_asked", of=request, by=None, at=at)
    return request


@deed
def ask_with_code(
    *, invitation: Invitation, name: str, email: str, function: str, message: str, at: datetime
) -> JoinRequest:
    """Ask to answer for the association that an invitation on paper was sent to. Its code is used up.

    It proves that somebody has the letter, and nothing about the address that was typed: a person still decides.

    Raises InvitationIsOver, MoveNotAllowed, SomebodyElseWasFirst.
    """
    require(invitation.is_on_paper and invitation.is_open(at), InvitationIsOver)
    move(invitation, Invitation.State.ACCEPTED)
    association = invitation.association.standing
    request = ask_to_join(
        association=association,
        named=association.name[:200],
        number=association.rna or association.siret,
        name=name,
        email=email,
        function=function,
        message=message,
        at=at,
    )
    JoinRequest.objects.filter(pk=request.pk, invitation=None).update(invitation=invitation)
    record("invitation_used", of=invitation, by=None, at=at)
    return request


@deed
def approve_request(*, request: JoinRequest, association: Association | None, by: User, at: datetime) -> Membership:
    """Let the person answer for the association, the one found for them where they named none that was known.

    Raises WhichAssociation, MoveNotAllowed, SomebodyElseWasFirst.
    """
    association = request.association or association
    require(association is not None, WhichAssociation)
    move(request, JoinRequest.State.APPROVED, association=association, decided_by=by, decided_at=at)
    membership = grant_role(
        email=request.email, name=request.name, role=Role.MANAGER, association=association, by=by, at=at
    )
    record("joining_approved", of=request, by=by, at=at, association=str(association.pk))
    notices.approved(request, at=at)
    return membership


@deed
def refuse_request(*, request: JoinRequest, reason: str, by: User, at: datetime) -> None:
    """Say no, and why. Raises MoveNotAllowed, SomebodyElseWasFirst."""
    move(request, JoinRequest.State.REFUSED, reason=reason, decided_by=by, decided_at=at)
    record("joining_refused", of=request, by=by, at=at)
    notices.refused(request, at=at)


@deed
def leave_association(*, membership: Membership, by: User, at: datetime) -> None:
    """Stop answering for an association. Its last manager stays until another one is there. Raises LastManager."""
    lock_objects(membership.association)
    others = managers_of(membership.association).exclude(pk=membership.pk)
    require(others.exists(), LastManager)
    withdraw_role(membership=membership, by=by, at=at)


@deed
def confirm_association(*, association: Association, by: User, at: datetime) -> None:
    """Say that the people, the address and the numbers of an association are still right: good for a year."""
    Association.objects.filter(pk=association.pk).update(confirmed_at=at)
    record("association_confirmed", of=association, by=by, at=at)


@deed
def remind_to_confirm(*, at: datetime) -> int:
    """Write to the managers of associations that nobody confirmed for a year, once a month. Returns how many."""
    stale = Q(confirmed_at__lt=at - CONFIRMED_FOR) | Q(confirmed_at=None)
    silent = Q(reminded_at=None) | Q(reminded_at__lt=at - REMINDED_EVERY)
    managed = Membership.objects.filter(role=Role.MANAGER, user__is_active=True).values("association")
    reminded = 0
    for association in Association.objects.filter(stale, silent, pk__in=managed):
        same = Association.objects.filter(silent, pk=association.pk)
        if same.update(reminded_at=at):
            notices.to_confirm(association, managers_of(association), at=at)
            reminded += 1
    return reminded


def managers_of(association: Association):
    """The memberships of those who answer for an association."""
    return Membership.objects.filter(association=association, role=Role.MANAGER, user__is_active=True).select_related(
        "user"
    )
