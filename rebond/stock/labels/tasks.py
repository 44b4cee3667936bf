"""Laying out labels by the thousand, in the background."""

from django.utils.translation import gettext_noop

from rebond.jobs import background
from rebond.safeguards.clock import now
from rebond.stock.labels.actions import print_labels
from rebond.stock.models import LabelRun


@background(title=gettext_noop("Mettre des étiquettes en page"))
def lay_out(*, run: str) -> None:
    print_labels(run=LabelRun.objects.select_related("city").get(pk=run), at=now())
