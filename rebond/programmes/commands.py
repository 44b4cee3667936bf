"""Which wave, on the command line."""

from django.utils.translation import gettext as _

from rebond.programmes.models import Wave
from rebond.programmes.queries import wave_with_slug
from rebond.tenancy.commands import Nonsense


def named_wave(slug: str) -> Wave:
    """The wave of that name. Raises Nonsense when there is none."""
    wave = wave_with_slug(slug)
    if wave is None:
        raise Nonsense(_("Aucune vague ne s’appelle «\u00a0%(slug)s\u00a0».") % {"slug": slug})
    return wave
