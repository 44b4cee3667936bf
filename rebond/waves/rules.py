"""The rules that a wave's stock is shared by: the published ones, or others that somebody tries."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from rebond.interface.templatetags.interface import number
from rebond.programmes.models import Wave

NO_RESERVE, TRANCHE, PHANTOMS = "none", "tranche", "phantoms"


@dataclass(frozen=True)
class GroupQuota:
    """At most, or at least, so many computers for all associations of one district or of one theme together."""

    group: str
    value: str
    most: int | None = None
    least: int = 0

    @property
    def name(self) -> str:
        """As the engine names it."""
        return f"{self.group}={self.value}"


@dataclass(frozen=True)
class Rules:
    """Everything that is chosen about how a wave is shared; stock, seed and applications are given.

    `small_lot` computers are kept for associations that ask for `Wave.SMALL_NEEDS` at most: the others share what
    is left of the stock, and what the small ones cannot take goes back to them. The reserve for later waves is
    nothing, a `tranche` held back before sharing, or `phantoms`: so many made-up associations of `phantom_points`
    points, each asking for `phantom_request`, that take their turn like the others.
    """

    floor: int
    cap: int
    key: str = "leximin"
    admission: str = "rank"
    small_lot: int = 0
    reserve: str = NO_RESERVE
    tranche: int = 0
    phantoms: int = 0
    phantom_points: int = 0
    phantom_request: int = 0
    quotas: tuple[GroupQuota, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As it is kept with a proposal and written in a record."""
        return asdict(self) | {"quotas": [asdict(quota) for quota in self.quotas]}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Rules":
        quotas = tuple(GroupQuota(**quota) for quota in kept["quotas"])
        return cls(**{**kept, "quotas": quotas})

    def to_share(self, stock: int) -> int:
        """What the engine may give of a stock: all but the tranche."""
        return stock - self.tranche


def published_rules(wave: Wave) -> Rules:
    """The rules that everybody applied under."""
    return Rules(floor=wave.floor, cap=wave.cap)


def contradictions(rules: Rules, stock: int) -> Iterator[tuple[str, str]]:
    """What cannot be kept of these rules with that stock: the field, and the sentence that says it."""
    left = rules.to_share(stock)
    if rules.floor > rules.cap:
        yield "floor", _("Le plancher ne peut pas dépasser le plafond.")
    if left < 0:
        yield (
            "tranche",
            _("La vague compte %(stock)s ordinateurs\u00a0: la réserve ne peut pas en garder plus.")
            % {"stock": number(stock)},
        )
    elif rules.small_lot > left:
        yield (
            "small_lot",
            _("Il reste %(left)s ordinateurs à partager\u00a0: le lot des petites ne peut pas dépasser ce nombre.")
            % {"left": number(left)},
        )
    yield from quota_contradictions(rules, left)


def quota_contradictions(rules: Rules, left: int) -> Iterator[tuple[str, str]]:
    """Guaranteed minimums stand alone: one family of groups, and no more in all than there is to share."""
    for quota in rules.quotas:
        if quota.most is not None and quota.most < quota.least:
            yield "quotas", _("Un quota garantit plus d’ordinateurs que son maximum\u00a0: changez l’un des deux.")
    guaranteed = sum(quota.least for quota in rules.quotas)
    if not guaranteed:
        return
    families = {quota.group for quota in rules.quotas} | ({"needs"} if rules.small_lot else set())
    if len(families) > 1:
        yield (
            "quotas",
            _(
                "Un minimum garanti ne se combine qu’avec des quotas de la même famille\u00a0: gardez les "
                "arrondissements, ou les thèmes, sans lot pour les petites associations."
            ),
        )
    if guaranteed > left >= 0:
        yield (
            "quotas",
            _("Les minimums garantis font %(guaranteed)s ordinateurs, il n’y en a que %(left)s à partager.")
            % {"guaranteed": number(guaranteed), "left": number(left)},
        )
