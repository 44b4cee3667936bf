"""What the pages of a lot's entry read."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rebond.stock.donations.models import IntakeNote
from rebond.stock.models import Lot, StockFile


def changed_since(note: IntakeNote | None, machines: int, accessories: int | None = None) -> str:
    """What came to a lot, or left its books, since its note was signed: a sentence, empty when nothing did."""
    if note is None:
        return ""
    more = machines - note.machines
    if more > 0:
        said = ngettext("%(n)s machine est arrivée depuis le bon.", "%(n)s machines sont arrivées depuis le bon.", more)
        return said % {"n": more}
    if more < 0:
        said = ngettext("%(n)s machine du bon n’est plus au lot.", "%(n)s machines du bon ne sont plus au lot.", -more)
        return said % {"n": -more}
    if accessories not in (None, note.accessories):
        return _("Le nombre d’accessoires a changé depuis le bon.")
    return ""


def rejected_in(lots: Collection[Lot]) -> list[tuple[StockFile, int]]:
    """The inventories of these lots of which some rows were left out, and how many: machines may lack for that."""
    references = [lot.reference for lot in lots]
    files = StockFile.objects.filter(
        kind=StockFile.Kind.INVENTORY, state__in=StockFile.ENTERED, lot_reference__in=references
    )
    read = files.select_related("document").order_by("pk")
    return [(file, file.counts["rejected"]) for file in read if file.counts.get("rejected")]
