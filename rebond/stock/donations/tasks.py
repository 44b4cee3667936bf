"""Reading announced files in the background."""

from django.utils.translation import gettext_noop

from rebond.jobs import background
from rebond.safeguards.clock import now
from rebond.stock.donations import actions
from rebond.stock.donations.models import AnnouncedFile
from rebond.stock.memory import collector_at_rest


@background(title=gettext_noop("Lire un inventaire annoncé"))
def read_announced_file(*, file: str) -> None:
    found = AnnouncedFile.objects.select_related("document", "donation__donor").filter(pk=file).first()
    if found is not None:
        with collector_at_rest():
            actions.read_file(file=found, at=now())
