"""The pages of the set-up, and what each still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rebond.programmes.models import Criterion, Programme, Wave
from rebond.programmes.queries import criteria_of, waves_of


@dataclass(frozen=True)
class Page:
    """A page of the set-up, with what is missing there in words."""

    title: str
    url: str
    missing: tuple[str, ...] = ()


def pages_of(programme: Programme) -> list[Page]:
    """The pages in the order in which one writes them."""
    criteria, waves = criteria_of(programme), waves_of(programme)
    named = [programme.slug]
    return [
        Page(_("Le dispositif"), reverse("programmes:edit", args=named), _facts_missing(programme)),
        Page(_("Ce qui accompagne la machine"), reverse("programmes:supplied", args=named)),
        Page(_("Critères et points"), reverse("programmes:criteria", args=named), _criteria_missing(criteria)),
        Page(_("Vagues"), reverse("programmes:waves", args=named), _waves_missing(waves)),
        Page(_("Textes et lettres"), reverse("programmes:letters", args=named)),
        Page(_("Relecture et ouverture"), reverse("programmes:setup", args=named)),
    ]


def most_points(criteria: Sequence[Criterion]) -> int:
    """The total of the best answers."""
    return sum(best_answer(criterion) for criterion in criteria)


def best_answer(criterion: Criterion) -> int:
    """The most points that a criterion gives."""
    return max((answer.points for answer in criterion.answers.all()), default=0)


def _facts_missing(programme: Programme) -> tuple[str, ...]:
    wanted = (
        (programme.summary, _("la présentation")),
        (programme.contact_name, _("le service à joindre")),
        (programme.contact_email, _("l’adresse électronique du service")),
    )
    return tuple(name for said, name in wanted if not said)


def _criteria_missing(criteria: Sequence[Criterion]) -> tuple[str, ...]:
    if not criteria:
        return (_("au moins un critère"),)
    idle = [criterion for criterion in criteria if best_answer(criterion) == 0]
    return tuple(_("des points pour «\u00a0%(label)s\u00a0»") % {"label": criterion.label} for criterion in idle)


def _waves_missing(waves: Sequence[Wave]) -> tuple[str, ...]:
    return () if waves else (_("au moins une vague"),)
