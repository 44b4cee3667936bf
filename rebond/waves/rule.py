"""The rule of each wave for the public: what was published before, what after, and what only some waves use."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from rebond.allocation import Problem, parse_problem
from rebond.allocation.lottery import commitment
from rebond.interface.templatetags.interface import number
from rebond.programmes.models import Programme, Wave
from rebond.waves.groups import names_of_groups
from rebond.waves.models import Proposal
from rebond.waves.rules import Rules, published_rules

# Said only where a wave does otherwise than level by level (leximin) and useful lots in turn (rank).
KEYS = {
    "sainte-lague": gettext_noop("La part est arrondie au plus proche, et non au-dessus (méthode de Sainte-Laguë)."),
    "dhondt": gettext_noop("La part est arrondie au-dessous, et non au-dessus (méthode de D’Hondt)."),
    "huntington-hill": gettext_noop(
        "La part est arrondie à la moyenne géométrique, et non au-dessus (méthode de Huntington-Hill)."
    ),
    "rank": gettext_noop(
        "Il n’y a pas de niveau commun : chaque association est servie en entier avant la suivante, par points."
    ),
}
ADMISSIONS = {
    "rank-stop": gettext_noop(
        "Dès qu’un lot utile ne tient plus dans le stock, les lots suivants ne sont plus servis."
    ),
    "max-served": gettext_noop("Les plus petits lots utiles passent d’abord, pour servir le plus d’associations."),
    "none": gettext_noop("Il n’y a pas de lot utile garanti : chacun peut recevoir un seul ordinateur."),
}


@dataclass(frozen=True)
class WaveRule:
    """A wave, with its publication and the problem that this solved once there are any."""

    wave: Wave
    names: Mapping[str, str]
    proposal: Proposal | None = None
    problem: Problem | None = None

    @property
    def shared_by(self) -> Rules:
        """The rules that decided, or will unless a reason is published."""
        return self.proposal.shared_by if self.proposal else published_rules(self.wave)

    @property
    def departure(self) -> str:
        """Why other rules than those of the call decided; empty where they did not."""
        return self.proposal.departure if self.proposal else ""

    @property
    def fingerprint(self) -> str:
        """What binds the city to its seed without telling it; none while the seed may still change."""
        return "" if self.wave.is_draft else commitment(self.wave.lottery_seed)

    @property
    def public_draw(self) -> str:
        """The draw that the city does not hold, named before the call; none while it may still change."""
        return "" if self.wave.is_draft else self.wave.public_draw

    @property
    def secret(self) -> str:
        """The city's text, once the allocation is published."""
        return "" if self.problem is None else self.wave.lottery_seed

    @property
    def seed(self) -> str:
        """The seed of the lottery, once the allocation is published."""
        return "" if self.problem is None else self.problem.seed or ""

    @property
    def particulars(self) -> list[str]:
        """What this wave does otherwise than the common rule, one sentence each."""
        if self.problem is None:
            return []
        said = [KEYS.get(self.problem.key), ADMISSIONS.get(self.problem.admission)]
        return [_(text) for text in said if text] + [*self.quotas(), *self.priorities(), *self.reserves()]

    def quotas(self) -> list[str]:
        sentences = []
        for quota in self.problem.quotas if self.problem else ():
            facts = {
                "group": self.names.get(quota.name, f"{quota.group} {quota.value}"),
                "most": number(quota.most),
                "least": number(quota.least),
            }
            if quota.most is not None:
                text = _(
                    "Un maximum par groupe : %(group)s, %(most)s ordinateurs au plus, toutes associations réunies."
                )
                sentences.append(text % facts)
            if quota.least:
                text = _("Un minimum par groupe : %(group)s, %(least)s ordinateurs au moins, s’ils y sont demandés.")
                sentences.append(text % facts)
        return sentences

    def priorities(self) -> list[str]:
        classes = {each.priority for each in self.problem.applicants} if self.problem else set()
        return (
            [_("Certaines associations passent avant les autres, par groupe de priorité.")] if len(classes) > 1 else []
        )

    def reserves(self) -> list[str]:
        has_phantoms = any(each.phantom for each in self.problem.applicants) if self.problem else False
        if self.proposal is None or not (has_phantoms or self.proposal.reserved):
            return []
        text = ngettext(
            "Une réserve est gardée pour les vagues suivantes\u00a0: %(kept)s ordinateur. "
            "Elle est écrite dans le procès-verbal.",
            "Une réserve est gardée pour les vagues suivantes\u00a0: %(kept)s ordinateurs. "
            "Elle est écrite dans le procès-verbal.",
            self.proposal.reserved,
        )
        return [text % {"kept": number(self.proposal.reserved)}]


def rules_of(programme: Programme) -> list[WaveRule]:
    """The waves of a programme by number, each with its published problem. Drafts of allocations stay out of sight."""
    published = Proposal.objects.filter(wave__programme=programme, state=Proposal.State.PUBLISHED)
    proposals = {proposal.wave_id: proposal for proposal in published.select_related("wave")}
    names = names_of_groups(programme.city)
    return [rule_of(wave, names, proposals.get(wave.pk)) for wave in programme.waves.order_by("number")]


def rule_of(wave: Wave, names: Mapping[str, str], proposal: Proposal | None) -> WaveRule:
    return WaveRule(wave, names, proposal, parse_problem(proposal.problem) if proposal else None)
