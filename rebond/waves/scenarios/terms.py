"""Rules in words, term by term, so that two sets of them can be laid side by side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.interface.templatetags.interface import number
from rebond.waves.groups import name_of, names_of_groups
from rebond.waves.models import Proposal
from rebond.waves.rules import PHANTOMS, TRANCHE, GroupQuota, Rules, published_rules
from rebond.waves.scenarios.models import Scenario


@dataclass(frozen=True)
class Term:
    """One choice of some rules; `is_usual` where it is what a wave does when nobody chose otherwise."""

    label: str
    text: str
    is_usual: bool = False


@dataclass(frozen=True)
class Departure:
    """A term that is not the published one."""

    label: str
    published: str
    chosen: str


def terms_of(rules: Rules, names: dict[str, str]) -> list[Term]:
    """Every choice, always the same ones in the same order."""
    return [
        Term(_("Plancher"), number(rules.floor)),
        Term(_("Plafond"), number(rules.cap)),
        Term(_("Ordre du partage"), str(Scenario.Key(rules.key).label), rules.key == Scenario.Key.LEXIMIN),
        Term(
            _("Lots utiles"), str(Scenario.Admission(rules.admission).label), rules.admission == Scenario.Admission.RANK
        ),
        Term(_("Lot des petites demandes"), small_lot_said(rules), not rules.small_lot),
        Term(_("Quotas"), quotas_said(rules, names), not rules.quotas),
        Term(_("Réserve"), reserve_said(rules), rules.reserve == Scenario.Reserve.NONE),
    ]


def departures(rules: Rules, published: Rules, names: dict[str, str]) -> list[Departure]:
    """What these rules do otherwise than the published ones."""
    pairs = zip(terms_of(published, names), terms_of(rules, names), strict=True)
    return [Departure(term.label, before.text, term.text) for before, term in pairs if before.text != term.text]


def departures_of(proposal: Proposal) -> list[Departure]:
    """What a proposal did otherwise than the published rules; nothing where these decided."""
    if not proposal.departs:
        return []
    wave = proposal.wave
    return departures(proposal.shared_by, published_rules(wave), names_of_groups(wave.city))


def small_lot_said(rules: Rules) -> str:
    if not rules.small_lot:
        return _("aucun")
    return ngettext("%(n)s ordinateur", "%(n)s ordinateurs", rules.small_lot) % {"n": number(rules.small_lot)}


def quotas_said(rules: Rules, names: dict[str, str]) -> str:
    return " · ".join(quota_said(quota, names) for quota in rules.quotas) or _("aucun")


def quota_said(quota: GroupQuota, names: dict[str, str]) -> str:
    group = name_of(quota.name, names)
    limits = []
    if quota.least:
        limits.append(_("%(n)s au moins") % {"n": number(quota.least)})
    if quota.most is not None:
        limits.append(_("%(n)s au plus") % {"n": number(quota.most)})
    return _("%(group)s\u00a0: %(limits)s") % {"group": group, "limits": ", ".join(limits)}


def reserve_said(rules: Rules) -> str:
    if rules.reserve == TRANCHE:
        return ngettext("%(n)s ordinateur mis de côté", "%(n)s ordinateurs mis de côté", rules.tranche) % {
            "n": number(rules.tranche)
        }
    if rules.reserve == PHANTOMS:
        return ngettext(
            "%(n)s association fantôme de %(points)s points, qui demande %(request)s ordinateurs",
            "%(n)s associations fantômes de %(points)s points, qui demandent %(request)s ordinateurs chacune",
            rules.phantoms,
        ) % {
            "n": number(rules.phantoms),
            "points": number(rules.phantom_points),
            "request": number(rules.phantom_request),
        }
    return _("aucune")
