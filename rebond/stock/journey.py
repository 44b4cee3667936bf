"""Where a machine is on its way from the donor to its use."""

from django.utils.translation import gettext as _

from rebond.stock.models import Device

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
        return _("sortie du stock")
    if device.state == Device.State.WITHDRAWN:
        return _("import annulé")
    return _("en attente") if device.state == Device.State.RECEIVED else _("prête à être attribuée")
