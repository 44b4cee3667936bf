"""Reads of the letters: the list, how far they are, what became of their e-mails."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.queries import recused_files
from rebond.mail.models import Mail
from rebond.organisations.models import Association
from rebond.organisations.names import search_text
from rebond.programmes.letters.text import version_of
from rebond.waves.letters.models import DecisionLetter, later_versions
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
    """Letters sent by e-mail that could not be delivered to somebody: a person has to find another way.

    A later version takes its place, and this way too.
    """
    dead = Mail.objects.filter(about_kind=ABOUT, state=Mail.State.DEAD).values_list("about_id", flat=True)
    sent = DecisionLetter.objects.filter(state=DecisionLetter.State.SENT, pk__in=[UUID(one) for one in dead])
    return sent.latest_versions()


def letters_waiting() -> QuerySet:
    """What waits for somebody, as (slug of the wave, state, how many): to be read, to be posted, sent and bounced."""
    state = DecisionLetter.State
    waiting = Q(state__in=[state.READY, state.TO_POST]) | Q(pk__in=bounced_letters().values("pk"))
    found = DecisionLetter.objects.filter(waiting).latest_versions().order_by("proposal__wave__number", "state")
    return found.values_list("proposal__wave__slug", "state").annotate(times=Count("pk"))


def letters_shown(proposal: Proposal, user: User, chosen: dict[str, str]) -> QuerySet[DecisionLetter]:
    """The letters of a wave by reference, narrowed as asked; the files that the reader stepped back from are absent."""
    found = proposal.letters.exclude(application__in=recused_files(user))
    if chosen.get("kind"):
        found = found.filter(kind=chosen["kind"])
    if chosen.get("state") == BOUNCED:
        found = found.filter(pk__in=bounced_letters().values("pk"))
    elif chosen.get("state") == DecisionLetter.State.TO_POST:
        found = found.filter(state=chosen["state"]).latest_versions()
    elif chosen.get("state"):
        found = found.filter(state=chosen["state"])
    if chosen.get("q"):
        named = Q(application__association__search_text__contains=search_text(chosen["q"]))
        found = found.filter(named | Q(application__reference__icontains=chosen["q"]))
    found = found.annotate(is_superseded=Exists(later_versions()))
    return found.select_related("application__association", "document").order_by("application__reference", "-version")


def letters_to_post(proposal: Proposal, user: User) -> QuerySet[DecisionLetter]:
    """What is to be printed and posted: last versions, without the files that the person stepped back from."""
    waiting = proposal.letters.filter(state=DecisionLetter.State.TO_POST).latest_versions()
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
        return Row(letter, _("non remise"), trouble=not getattr(letter, "is_superseded", False))
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
    """The counts of the letters of a wave, every version counted in its state; to be posted, only last versions."""
    states = dict(proposal.letters.order_by().values_list("state").annotate(Count("pk")))
    to_post = proposal.letters.filter(state=DecisionLetter.State.TO_POST).latest_versions()
    refused = Application.objects.filter(wave=proposal.wave_id, state=Application.State.INELIGIBLE)
    state = DecisionLetter.State
    return Progress(
        expected=proposal.allocations.count() + refused.exclude(allocations__proposal=proposal).count(),
        written=proposal.letters.values("application").distinct().order_by().count(),
        ready=states.get(state.READY, 0),
        leaving=states.get(state.LEAVING, 0),
        sent=states.get(state.SENT, 0),
        to_post=to_post.count(),
        posted=states.get(state.POSTED, 0),
        bounced=bounced_letters().filter(proposal=proposal).count(),
        outdated=outdated_letters(proposal).count(),
    )


def letters_for(application: Application) -> QuerySet[DecisionLetter]:
    """The letters that an association received about its application, the last one first."""
    return DecisionLetter.objects.released().filter(application=application).order_by("-version")
