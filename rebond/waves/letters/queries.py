"""Reads of the letters: the list, how far they are, what became of their e-mails."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.queries import recused_files
from rebond.mail.models import Mail
from rebond.organisations.models import Association
from rebond.organisations.names import search_text
from rebond.programmes.letters.text import version_of
from rebond.waves.letters.decisions import undecided_in
from rebond.waves.letters.models import DecisionLetter
from rebond.waves.models import Proposal
from rebond.waves.queries import managers_of

ABOUT = "waves.decisionletter"
BOUNCED = "bounced"


def managers_to_tell(proposal: Proposal) -> dict[UUID, list[User]]:
    """The people to write to about each application of the wave, by association."""
    found: dict[UUID, list[User]] = {}
    for membership in managers_of(Association.objects.filter(applications__wave=proposal.wave_id).distinct()):
        found.setdefault(membership.association_id, []).append(membership.user)
    return found


def outdated_letters(proposal: Proposal) -> QuerySet[DecisionLetter]:
    """Those still to be read whose text the city has changed since."""
    programme = proposal.wave.programme
    old = Q(pk=None)
    for kind in DecisionLetter.Kind.values:
        old |= Q(kind=kind) & ~Q(text_version=version_of(programme, kind))
    return proposal.letters.ready().filter(old).order_by("application__reference")


def bounced_letters() -> QuerySet[DecisionLetter]:
    """Letters sent by e-mail that could not be delivered to somebody: a person has to find another way."""
    dead = Mail.objects.filter(about_kind=ABOUT, state=Mail.State.DEAD).values_list("about_id", flat=True)
    return DecisionLetter.objects.filter(state=DecisionLetter.State.SENT, pk__in=[UUID(one) for one in dead])


def letters_shown(proposal: Proposal, user: User, chosen: dict[str, str]) -> QuerySet[DecisionLetter]:
    """The letters of a wave by reference, narrowed as asked; the files that the reader stepped back from are absent."""
    found = proposal.letters.exclude(application__in=recused_files(user))
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    if chosen.get("state") == BOUNCED:
        found = found.filter(pk__in=bounced_letters().values("pk"))
    elif chosen.get("state"):
        found = found.filter(state=chosen["state"])
    if chosen.get("q"):
        named = Q(application__association__search_text__contains=search_text(chosen["q"]))
        found = found.filter(named | Q(application__reference__icontains=chosen["q"]))
    return found.select_related("application__association", "document").order_by("application__reference", "-version")


def letters_to_post(proposal: Proposal, user: User) -> QuerySet[DecisionLetter]:
    """What is to be printed and posted, without the files that the person stepped back from."""
    waiting = proposal.letters.filter(state=DecisionLetter.State.TO_POST)
    return waiting.exclude(application__in=recused_files(user)).order_by("application__reference")


@dataclass(frozen=True)
class Row:
    """A letter, and what became of its e-mails in words; `trouble` where somebody has to find another way."""

    letter: DecisionLetter
    delivery: str
    trouble: bool


def rows_of(letters: Iterable[DecisionLetter]) -> list[Row]:
    """Letters with their delivery, read at once from the log of the e-mails."""
    letters = list(letters)
    about = [str(letter.pk) for letter in letters if letter.state == DecisionLetter.State.SENT]
    states: dict[str, Counter] = {}
    for pk, state in Mail.objects.filter(about_kind=ABOUT, about_id__in=about).values_list("about_id", "state"):
        states.setdefault(pk, Counter())[state] += 1
    return [row_of(letter, states.get(str(letter.pk), Counter())) for letter in letters]


def row_of(letter: DecisionLetter, mails: Counter) -> Row:
    if mails[Mail.State.DEAD]:
        return Row(letter, _("non remise"), trouble=True)
    if mails[Mail.State.WAITING]:
        return Row(letter, _("en attente d’envoi"), trouble=False)
    if mails[Mail.State.SENT]:
        return Row(letter, _("remise au serveur de courriel"), trouble=False)
    return Row(letter, "", trouble=False)


@dataclass(frozen=True)
class Progress:
    """How far the letters of a wave are."""

    expected: int
    written: int
    ready: int
    leaving: int
    sent: int
    to_post: int
    posted: int
    bounced: int
    outdated: int
    undecided: int

    @property
    def is_written(self) -> bool:
        return self.written >= self.expected

    @property
    def released(self) -> int:
        return self.leaving + self.sent + self.to_post + self.posted

    @property
    def left(self) -> int:
        return self.released - self.leaving


def progress_of(proposal: Proposal) -> Progress:
    """The counts of the letters of a wave, every version counted in its state."""
    states = Counter(proposal.letters.values_list("state", flat=True))
    refused = Application.objects.filter(wave=proposal.wave_id, state=Application.State.INELIGIBLE).count()
    state = DecisionLetter.State
    return Progress(
        expected=proposal.allocations.count() + refused,
        written=proposal.letters.values("application").distinct().order_by().count(),
        ready=states[state.READY],
        leaving=states[state.LEAVING],
        sent=states[state.SENT],
        to_post=states[state.TO_POST],
        posted=states[state.POSTED],
        bounced=bounced_letters().filter(proposal=proposal).count(),
        outdated=outdated_letters(proposal).count(),
        undecided=undecided_in(proposal),
    )


def letters_for(application: Application) -> QuerySet[DecisionLetter]:
    """The letters that an association received about its application, the last one first."""
    return DecisionLetter.objects.released().filter(application=application).order_by("-version")
