"""Writing and sending letters by the hundred, in the background."""

from django.utils.translation import gettext_noop

from rebond.jobs import background
from rebond.safeguards.clock import now
from rebond.waves.letters import actions
from rebond.waves.models import Proposal


def proposal_named(pk: str) -> Proposal:
    return Proposal.objects.select_related("wave__programme__donor").get(pk=pk)


@background(title=gettext_noop("Écrire les lettres de décision"))
def write_letters(*, proposal: str) -> None:
    published = proposal_named(proposal)
    actions.write_missing(proposal=published, at=now())
    actions.rewrite_outdated(proposal=published, at=now())


@background(title=gettext_noop("Envoyer les lettres de décision"))
def send_letters(*, proposal: str) -> None:
    actions.send_released(proposal=proposal_named(proposal), at=now())
