"""Naming files in a sentence: by reference, or only how many to whoever stepped back from one of the wave's."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.reviews.queries import recused_files
from rebond.interface.templatetags.interface import number
from rebond.programmes.models import Wave

SHOWN = 10


def stepped_back(user: User | None, wave: Wave) -> bool:
    """Whether the person is recused from a file of the wave."""
    return Application.objects.filter(wave=wave, pk__in=recused_files(user)).exists()


def files_in_words(references: Collection[str], wave: Wave, viewer: User | None) -> str:
    """The references in order, the first ten of many. Whoever stepped back reads how many, never which: a list with
    a gap would tell as much as the name."""
    n = len(references)
    if stepped_back(viewer, wave):
        return ngettext("%(n)s dossier", "%(n)s dossiers", n) % {"n": number(n)}
    files = ", ".join(sorted(references)[:SHOWN])
    if n > SHOWN:
        files = _("%(files)s et %(more)s autres") % {"files": files, "more": number(n - SHOWN)}
    return files
