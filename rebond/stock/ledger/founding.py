"""What the stock of every city has from its first day: a place that receives, and the standard accessories."""

from django.utils.translation import gettext_noop

from rebond.stock.ledger.models import AccessoryKind, Place
from rebond.tenancy.models import City

# The name that the first place of a city has until somebody gives it another.
FIRST_PLACE = gettext_noop("Réception")


def furnish(sender: type[City], instance: City, created: bool, **facts) -> None:
    """Give a new city its place that receives and its kinds of accessories, in the transaction that founds it."""
    if not created:
        return
    Place(city=instance, name=FIRST_PLACE, receives=True).save_base(force_insert=True)
    AccessoryKind._base_manager.bulk_create(
        AccessoryKind(city=instance, standard=standard) for standard in AccessoryKind.Standard.values
    )
