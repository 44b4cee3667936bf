"""The points to settle before a wave opens: those that the machine checks, those that an officer ticks.

Apps above this one enter what they check of a wave when they start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.countries import country
from rebond.programmes.models import CriterionAnswer, Tick, Wave

# Only a person can say these.
BY_HAND = {
    "texts": gettext_lazy("les textes et les lettres sont relus"),
    "donor": gettext_lazy("le donateur a donné son accord par écrit"),
    "form": gettext_lazy("le formulaire de candidature est prêt"),
}


@dataclass(frozen=True)
class Point:
    """One point: whether it is settled, and whether the wave may open without it.

    `code` where an officer ticks it; `url` where it is settled elsewhere.
    """

    title: str
    is_settled: bool
    blocks: bool = True
    code: str = ""
    tick: Tick | None = None
    url: str = ""


_ENTERED: list[Callable[[Wave], Point]] = []


def enter(check: Callable[[Wave], Point]) -> None:
    """Let an app above check one more point of each wave."""
    _ENTERED.append(check)


def points_of(wave: Wave, on: date) -> list[Point]:
    """Every point of the wave as it stands that day."""
    ticks = {tick.code: tick for tick in Tick.objects.filter(wave=wave).select_related("ticked_by")}
    by_hand = [Point(str(title), code in ticks, code=code, tick=ticks.get(code)) for code, title in BY_HAND.items()]
    return [*_checked_points(wave, on), *(check(wave) for check in _ENTERED), *by_hand]


def _checked_points(wave: Wave, on: date) -> list[Point]:
    programme = wave.programme
    planned = sum(one.stock for one in programme.waves.all())
    gives_points = CriterionAnswer.objects.filter(criterion__programme=programme, points__gt=0).exists()
    is_day_off = country(programme.city.country).is_day_off
    return [
        Point(_("le dispositif est public"), programme.is_public),
        Point(_("les critères donnent des points"), gives_points),
        Point(_("la vague a des ordinateurs, et toutes ensemble pas plus que ceux annoncés"),
              wave.stock > 0 and planned <= programme.announced_devices),
        Point(_("le stock suffit au moins à un lot au plancher"), wave.floor <= wave.stock),
        Point(_("la clôture est à venir"), on <= wave.closes_on),
        Point(_("la graine du tirage au sort est écrite"), bool(wave.lottery_seed)),
        Point(_("le service à joindre a une adresse électronique"), bool(programme.contact_email)),
        Point(_("un tirage public est nommé"), bool(wave.public_draw), blocks=False),
        Point(_("l’ouverture est à venir ou du jour"), on <= wave.opens_on, blocks=False),
        Point(_("la clôture tombe un jour ouvré"), not is_day_off(wave.closes_on), blocks=False),
        Point(_("les remises commencent un jour ouvré"),
              wave.handover_from is not None and not is_day_off(wave.handover_from), blocks=False),
    ]  # fmt: skip


def blocking_points(wave: Wave, on: date) -> list[Point]:
    """The points without which the wave does not open."""
    return [point for point in points_of(wave, on) if point.blocks and not point.is_settled]
