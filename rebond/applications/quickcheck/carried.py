"""What the quick check was told, on its way to the application: signed in the address, and kept nowhere."""

from collections.abc import Mapping
from typing import Any

from django.core import signing

from rebond.applications.questionnaires.layout import Layout
from rebond.applications.quickcheck.verdicts import USES

SALT = "rebond.quickcheck"
IN_ADDRESS = "reponses"


def carried(said: Mapping[str, Any]) -> str:
    """The answers that a form may ask for again, as an address holds them."""
    return signing.dumps({name: said[name] for name in ("purpose", "machines")}, salt=SALT)


def answers_carried(text: str, layout: Layout) -> dict[str, Any]:
    """The answers to the questions of a form, by name; none where the address holds nothing that we wrote."""
    try:
        said = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
    answers = {"uses": USES[said["purpose"]], "for_office": said["purpose"] == "both", "requested": said["machines"]}
    return {name: answer for name, answer in answers.items() if name in layout.by_name}
