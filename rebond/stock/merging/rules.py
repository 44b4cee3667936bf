"""Whether two records may be one machine, and what would come with it."""

from django.utils.translation import gettext as _

from rebond.stock.ledger.models import Movement
from rebond.stock.models import Device


def why_not_merged(kept: Device, gone: Device) -> str:
    """Why two records cannot be made one, in one sentence; empty when they can."""
    if kept.pk == gone.pk:
        return _("Ces deux numéros sont ceux de la même fiche.")
    if Device.State.WITHDRAWN in (kept.state, gone.state) or Device.State.MERGED in (kept.state, gone.state):
        return _("Une de ces fiches n’est plus dans le stock.")
    if gone.is_promised:
        return (
            _("%(serial)s est promise ou remise à une association\u00a0: gardez plutôt cette fiche-là.")
            % {"serial": gone}
            if not kept.is_promised
            else _("Ces deux fiches sont promises ou remises\u00a0: ce sont deux machines.")
        )
    if kept.state == Device.State.GONE and gone.stands_in_id:
        return _(
            "%(serial)s est dans le stock, et l’autre fiche en est sortie\u00a0: gardez plutôt cette fiche-là."
        ) % {"serial": gone}
    if gone.recycling_lines.exists():
        return _("%(serial)s est sur un bordereau de recyclage\u00a0: gardez plutôt cette fiche-là.") % {"serial": gone}
    if kept.category != gone.category:
        return _("Ces fiches ne sont pas du même type\u00a0: %(kept)s, %(gone)s.") % {
            "kept": kept.get_category_display(),
            "gone": gone.get_category_display(),
        }
    if kept.lot.donor_id != gone.lot.donor_id:
        return _("Ces fiches ne viennent pas du même donateur\u00a0: %(kept)s, %(gone)s.") % {
            "kept": kept.lot.donor,
            "gone": gone.lot.donor,
        }
    doubtful = gone.certificates.exclude(result__in=Device.CLEAN).exists() or gone.disks.exists() or gone.flags
    if kept.is_promised and doubtful:
        return _(
            "%(kept)s est promise, et %(gone)s est bloquée ou a un disque à vérifier\u00a0: voyez d’abord la machine."
        ) % {
            "kept": kept,
            "gone": gone,
        }
    return ""


def what_comes(gone: Device) -> list[tuple[str, int]]:
    """What the record that goes brings to the other, in words and numbers."""
    return [
        (_("Mouvements"), Movement.objects.filter(device=gone).count()),
        (_("Certificats d’effacement"), gone.certificates.count()),
        (_("Disques vus"), gone.disks.count()),
        (_("Étiquettes"), gone.tags.count()),
        (_("Autres numéros"), gone.identifiers.count()),
    ]
