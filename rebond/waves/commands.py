"""What the commands of this app share: who acts, on which wave, and refusals said in one sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rebond.accounts.commands import person_named
from rebond.accounts.models import User
from rebond.programmes.models import Wave
from rebond.tenancy.commands import Nonsense
from rebond.waves.actions import CannotDecide
from rebond.waves.models import Proposal
from rebond.waves.scenarios.models import Scenario
from rebond.waves.scenarios.outcome import RulesRefused


def person_who(may: Callable[[User], bool], email: str) -> User:
    """The person of that address, if their role allows the deed. Raises Nonsense."""
    person = person_named(email)
    if not may(person):
        raise Nonsense(f"{person} n’a pas le rôle qu’il faut pour cela.")
    return person


def wave_named(slug: str) -> Wave:
    wave = Wave.objects.filter(slug=slug).first()
    if wave is None:
        known = ", ".join(Wave.objects.values_list("slug", flat=True))
        raise Nonsense(f"Aucune vague ne s’appelle « {slug} ». Vagues connues : {known or 'aucune'}.")
    return wave


def draft_named(wave: Wave) -> Proposal:
    """The draft on the table of a wave. Raises Nonsense."""
    draft = wave.proposals.filter(state=Proposal.State.DRAFT).first()
    if draft is None:
        raise Nonsense(
            f"« {wave} » n’a pas de proposition à ce stade : lancez « rebond propose_allocation {wave.slug} »."
        )
    return draft


def scenario_named(wave: Wave, name: str) -> Scenario:
    """What was saved for a wave under that name. Raises Nonsense."""
    scenario = wave.scenarios.filter(name=name).first()
    if scenario is None:
        known = ", ".join(wave.scenarios.values_list("name", flat=True))
        raise Nonsense(f"« {wave} » n’a pas de scénario « {name} ». Scénarios connus : {known or 'aucun'}.")
    return scenario


@contextmanager
def refusals_as_nonsense() -> Iterator[None]:
    """What an action refuses becomes one sentence on standard error."""
    try:
        yield
    except (CannotDecide, RulesRefused) as refusal:
        raise Nonsense(refusal) from refusal
