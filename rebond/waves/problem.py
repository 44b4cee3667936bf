"""The question that a wave puts to the allocation engine."""

from typing import Any

from django.db.models import Sum

from rebond.allocation.lottery import seed
from rebond.allocation.problem import FORMAT
from rebond.applications.models import Application
from rebond.programmes.models import Wave
from rebond.waves.models import Allocation

DEFAULT_RULE = {"key": "leximin", "admission": "rank"}


def build_problem(wave: Wave) -> dict[str, Any]:
    """Everything that decides in a wave, and nothing else.

    What an association asks is a cap, never a weight. The useful lot is the wave's floor, the same for all: the
    minimum that an association declared is shown to the committee and enters no computation. What the other
    published waves of the programme gave counts as received.
    """
    received = received_before(wave)
    return {
        "format": FORMAT,
        "label": wave.name,
        "stock": wave.stock,
        "rule": DEFAULT_RULE,
        "lottery": {"seed": seed_of(wave)},
        "applicants": [
            {
                "id": application.reference,
                "points": application.points,
                "request": application.requested,
                "cap": wave.cap,
                "floor": wave.floor,
                "received": received.get(application.association_id, 0),
                "groups": groups_of(application),
            }
            for application in wave.applications.eligible().select_related("association").order_by("reference")
        ],
    }


def seed_of(wave: Wave) -> str:
    """What draws the lots: the city's text, and with it the result of the public draw where one was named.

    Until that draw is told the lots are provisional, and nothing can be proposed with them.
    """
    return seed(wave.lottery_seed, wave.drawn) if wave.public_draw else wave.lottery_seed


def received_before(wave: Wave) -> dict[Any, int]:
    """What each association was granted in the other published waves of the programme."""
    granted = Allocation.objects.published().filter(proposal__wave__programme=wave.programme_id)
    by_association = granted.exclude(proposal__wave=wave).order_by().values_list("application__association")
    return dict(by_association.annotate(Sum("units")))


def groups_of(application: Application) -> dict[str, str]:
    """The groups that quotas and figures may speak of; what is not known is left out."""
    groups = {"district": application.association.district_code, "theme": application.answers.get("theme")}
    return {name: value for name, value in groups.items() if value}
