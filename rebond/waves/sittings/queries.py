"""Reads of the sittings: the rules in force, the vote that counts, what a publication still lacks."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.programmes.models import Programme, Wave
from rebond.waves.models import CommitteeRules, Proposal, Sitting
from rebond.waves.naming import files_in_words, stepped_back
from rebond.waves.sittings.room import table_sha256


def rules_of_committee(programme: Programme) -> CommitteeRules:
    """The rules of a programme; those that hold while nobody settled any (not saved, version 0)."""
    return CommitteeRules.objects.filter(programme=programme).first() or CommitteeRules(programme=programme, version=0)


def sittings_of(wave: Wave) -> QuerySet[Sitting]:
    """The sittings about every proposal of a wave, also those that were set aside, the latest first."""
    rows = Sitting.objects.filter(proposal__wave=wave).select_related("chair", "proposal")
    return rows.order_by("-held_on", "-opened_at")


def counted_sitting(proposal: Proposal) -> Sitting | None:
    """The closed sitting that speaks last of a proposal."""
    return proposal.sittings.filter(state=Sitting.State.CLOSED).order_by("-closed_at").first()


def lack_of_vote(proposal: Proposal, viewer: User | None = None) -> str:
    """Why the committee has not agreed to the proposal as it stands, in a sentence; empty where it has.

    Files are named as the viewer may read them.
    """
    sitting = counted_sitting(proposal)
    if sitting is None:
        return _("Aucune séance close de la commission n’a voté cette proposition.")
    if sitting.decided_sha256 != table_sha256(proposal):
        return _("Un nombre a changé depuis le vote de la commission\u00a0: elle doit voter de nouveau.")
    refused = [vote for vote in sitting.votes.select_related("application") if not vote.is_adopted]
    files = [vote.application.reference for vote in refused if vote.application is not None]
    if len(files) < len(refused):
        return _("La commission n’a pas adopté cette proposition.")
    if files:
        return _("La commission n’a pas adopté l’attribution de %(files)s.") % {
            "files": files_in_words(files, proposal.wave, viewer)
        }
    return ""


def hides_a_file(user: User, proposal: Proposal) -> bool:
    """Whether the person stepped back from a file that the minutes name, while the wave is not published."""
    return not proposal.is_published and stepped_back(user, proposal.wave)
