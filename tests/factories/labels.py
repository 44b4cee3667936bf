"""Tags, labels and what finders write."""

from rebond.stock.labels import actions
from rebond.stock.models import Device, LabelRun, Notice, Tag
from tests.factories.accounts import person
from tests.factories.ledger import THURSDAY


def tag(on: Device | None = None) -> Tag:
    """The city's next tag, on a machine or not yet."""
    return actions.add_tags([on.pk if on else None], by=person("tom"), at=THURSDAY)[0]


def printed(*devices: Device, format: str = "L7160", start: int = 1) -> LabelRun:
    """Labels of these machines, laid out."""
    asked = {"devices": [one.pk for one in devices], "format": format, "start": start}
    run = actions.ask_labels(**asked, by=person("tom"), at=THURSDAY)
    actions.print_labels(run=run, at=THURSDAY)
    run.refresh_from_db()
    return run


def notice(of: Tag) -> Notice:
    """Somebody found the machine, and says where."""
    return actions.send_notice(tag=of, text="Trouvé dans un bus.", contact="06 00 00 00 00", at=THURSDAY)
