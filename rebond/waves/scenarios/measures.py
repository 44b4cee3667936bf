"""The figures that a committee compares: one name and one definition each, wherever they are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rebond.interface.templatetags.interface import number, percent
from rebond.waves.scenarios.figures import Figures, Gap


@dataclass(frozen=True)
class Measure:
    """A line of the comparison: what it is called and means, its value, and how value and detail are said.

    `value` gives a number or None; `note` a line of detail under it.
    """

    key: str
    label: object
    definition: object
    value: Callable[[Figures], int | float | Fraction | None]
    text: Callable[[Figures], str]
    note: Callable[[Figures], str] = lambda figures: ""
    is_count: bool = False


def counted(key: str, label: object, definition: object, field: str, note=lambda figures: "") -> Measure:
    """A measure that counts machines or associations."""

    def value(figures: Figures) -> int:
        return getattr(figures, field)

    return Measure(key, label, definition, value, lambda figures: number(value(figures)), note, is_count=True)


def share_said(share: Fraction | None) -> str:
    return "\N{EM DASH}" if share is None else percent(float(share))


def gap_said(gap: Gap | None) -> str:
    if gap is None:
        return "\N{EM DASH}"
    return gettext("de %(low)s à %(high)s") % {"low": share_said(gap.low), "high": share_said(gap.high)}


def gap_names(gap: Gap | None) -> str:
    """Who is at both ends."""
    return "" if gap is None else f"{gap.lowest} → {gap.highest}"


def small_said(figures: Figures) -> str:
    return ngettext(
        "%(units)s ordinateurs ; %(served)s servie sur %(ones)s",
        "%(units)s ordinateurs ; %(served)s servies sur %(ones)s",
        figures.small_served,
    ) % {
        "units": number(figures.small_units),
        "served": number(figures.small_served),
        "ones": number(figures.small_ones),
    }


def people_said(figures: Figures) -> str:
    return gettext("%(people)s personnes par an") % {"people": number(figures.people)} if figures.people else ""


MEASURES = (
    counted(
        "granted",
        _("Ordinateurs attribués"),
        _("Aux associations de cette vague."),
        "granted",
        lambda figures: gettext("sur %(stock)s") % {"stock": number(figures.stock)},
    ),
    counted(
        "served",
        _("Associations servies"),
        _("Un ordinateur au moins."),
        "served",
        lambda figures: gettext("sur %(all)s") % {"all": number(figures.associations)},
    ),
    counted("unserved", _("Associations sans rien"), _("Aucun ordinateur dans cette vague."), "unserved"),
    Measure(
        "median_fill",
        _("Part servie médiane"),
        _(
            "Ordinateurs attribués sur besoin reconnu (la demande, dans la limite du plafond publié). La moitié des "
            "associations a moins, l’autre moitié plus."
        ),
        lambda figures: figures.median_fill,
        lambda figures: share_said(figures.median_fill),
    ),
    Measure(
        "worst_fill",
        _("Part servie la plus basse"),
        _("Parmi les associations servies."),
        lambda figures: figures.worst_fill,
        lambda figures: share_said(figures.worst_fill),
    ),
    Measure(
        "districts",
        _("Écart entre arrondissements"),
        _("De l’arrondissement le moins bien servi au mieux servi : ses ordinateurs sur ses besoins reconnus."),
        lambda figures: figures.districts and figures.districts.width,
        lambda figures: gap_said(figures.districts),
        lambda figures: gap_names(figures.districts),
    ),
    Measure(
        "themes",
        _("Écart entre activités"),
        _("De même, selon l’activité principale des associations."),
        lambda figures: figures.themes and figures.themes.width,
        lambda figures: gap_said(figures.themes),
        lambda figures: gap_names(figures.themes),
    ),
    Measure(
        "small_share",
        _("Part des petites demandes"),
        _("Parmi les ordinateurs attribués, ceux des associations qui en demandent 9 au plus."),
        lambda figures: figures.small_share,
        lambda figures: share_said(figures.small_share),
        small_said,
    ),
    counted(
        "blocked",
        _("Bloqués par un quota"),
        _("Ce que les associations arrêtées par un quota auraient eu de plus sans aucun quota."),
        "blocked_units",
    ),
    Measure(
        "per_hundred",
        _("Ordinateurs pour 100 personnes"),
        _("Personnes accompagnées en un an par les associations servies, d’après leurs réponses."),
        lambda figures: figures.per_hundred,
        lambda figures: number(None if figures.per_hundred is None else float(figures.per_hundred), 1),
        people_said,
    ),
    counted(
        "reserved",
        _("Gardés pour les vagues suivantes"),
        _("La réserve, en tranche ou par associations fantômes."),
        "reserved",
    ),
    counted("left", _("Restent dans la vague"), _("Ni attribués, ni gardés."), "left"),
)
