"""What the pages and papers of erasure read."""

from itertools import product

from django.db.models import F, QuerySet

from rebond.stock.models import Destruction, Device, ErasureCertificate, Lot

MOST_VARIANTS = 6
ALIKE = {"0": "0O", "O": "0O", "1": "1I", "I": "1I", "5": "5S", "S": "5S", "8": "8B", "B": "8B"}


def lookalikes(serial: str) -> list[Device]:
    """Machines whose serial number reads like this one: O for 0, I for 1, S for 5, B for 8."""
    places = [place for place, letter in enumerate(serial) if letter in ALIKE][:MOST_VARIANTS]
    letters = [ALIKE[letter] if place in places else letter for place, letter in enumerate(serial)]
    variants = {"".join(variant) for variant in product(*letters)} - {serial}
    return list(Device.objects.entered().filter(serial__in=variants).order_by("serial")[:5])


def destructions() -> QuerySet[Destruction]:
    return Destruction.objects.select_related("certificate__device__lot", "ordered_by").order_by("-number")


def certificates_of(lot: Lot) -> QuerySet[ErasureCertificate]:
    """The certificates of a lot's machines, machine by machine, disk by disk."""
    return (
        ErasureCertificate.objects.filter(device__lot=lot)
        .select_related("device", "destruction")
        .order_by("device__serial", "disk_serial", F("erased_on").asc(nulls_first=True), "pk")
    )
