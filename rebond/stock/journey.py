"""Where a machine is on its way from the donor to its use."""

from django.utils.translation import gettext as _

from rebond.stock.ledger.models import End
from rebond.stock.models import Device, Flag

STOPS = ("donor", "stock", "wave", "handover", "use")
REACHED = {
    Device.State.RECEIVED: "stock",
    Device.State.READY: "wave",
    Device.State.RESERVED: "handover",
    Device.State.HANDED_OVER: "use",
    Device.State.GONE: "stock",
    Device.State.WITHDRAWN: "donor",
    Device.State.MERGED: "donor",
}


def journey_of(device: Device) -> list[dict]:
    """The five stops, those behind it done, the one where it stands, those to come."""
    now = STOPS.index(REACHED[Device.State(device.state)])
    titles = (_("Don"), _("Stock"), _("Vague"), _("Remise"), _("Utilisation"))
    texts = (
        _("%(donor)s, lot %(lot)s") % {"donor": device.lot.donor, "lot": device.lot},
        stock_text(device),
        "",
        _("retenue pour une remise") if now == 3 else "",
        _("dans son association") if now == 4 else "",
    )
    return [
        {
            "key": key,
            "title": title,
            "text": text,
            "state": "done" if place < now else "now" if place == now else "next",
            "date": device.lot.received_on if key == "donor" else None,
        }
        for place, (key, title, text) in enumerate(zip(STOPS, titles, texts, strict=True))
    ]


def stock_text(device: Device) -> str:
    if device.state == Device.State.GONE:
        return way_out(device)
    if device.state == Device.State.WITHDRAWN:
        return _("import annulé")
    if device.state != Device.State.RECEIVED:
        return _("prête à être attribuée")
    came_back = device.past_uses.exists()
    if Flag.OUT_OF_ORDER in device.flags:
        return _("revenue en panne") if came_back else _("en panne")
    return _("revenue, à contrôler") if came_back else _("en attente")


def way_out(device: Device) -> str:
    """How a machine that is gone left, by its last movement."""
    last = device.movements.order_by("-step").first()
    ways = {End.RECYCLER: _("recyclée"), End.LOSS: _("perdue"), End.DONOR: _("rendue au donateur")}
    return str(ways.get(last.to_end if last else "", _("sortie du stock")))
