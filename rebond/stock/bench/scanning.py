"""From what a reader types at the bench to a machine, or to the reason why nothing is written.

Each reason has its own code, hence its own sentence, colour and sound: unknown, foreign, ambiguous, second,
already, busy, away.
"""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rebond.stock.bench.models import BenchSession, Grade, Triage
from rebond.stock.codes import clean_code, devices_by_code
from rebond.stock.ledger.models import End, Movement
from rebond.stock.models import Device

Kind = Literal["unknown", "foreign", "ambiguous", "second", "already", "busy", "away"]
MAY_BE_TRIAGED = (Device.State.RECEIVED, Device.State.READY)


class ScanRefused(Exception):
    """A code was read and nothing is written. As text: one sentence for whoever scans."""

    def __init__(self, kind: Kind, sentence: str, triage: Triage | None = None):
        super().__init__(sentence)
        self.kind = kind
        self.triage = triage


def machines_for(code: str) -> list[Device]:
    """The machines that a code means. The one place where the bench looks codes up."""
    return devices_by_code([code]).get(code, [])


# --- verdicts that are typed or scanned --------------------------------------------------------------------------

_verdict = re.compile(r"(?P<faults>(?:-\d{1,2}\s*)*)(?P<grade>[ABCX]?)", re.IGNORECASE).fullmatch


@dataclass(frozen=True)
class Typed:
    """A verdict in the field of scans: "B" is a grade, "-2 C" one with a fault of check 2, "-2" the fault alone."""

    grade: str
    faults: tuple[int, ...]


def typed_verdict(text: str) -> Typed | None:
    """The verdict that was typed, None when it is a machine's code."""
    found = _verdict(text.strip().strip("*").strip())
    if not found or not found[0]:
        return None
    return Typed(found["grade"].upper(), tuple(int(number) for number in re.findall(r"\d+", found["faults"])))


# --- machines ----------------------------------------------------------------------------------------------------


def the_machine(text: str) -> Device:
    """The one machine of the stock that this code means. Raises ScanRefused."""
    code = clean_code(text)
    found = machines_for(code)
    if not found:
        raise ScanRefused(*why_nothing(code))
    if len(found) > 1:
        serials = ", ".join(device.serial for device in found)
        sentence = _(
            "«\u00a0%(code)s\u00a0» désigne plusieurs machines\u00a0: %(serials)s. Scannez le numéro de série."
        )
        raise ScanRefused("ambiguous", sentence % {"code": code, "serials": serials})
    return found[0]


def check(session: BenchSession, device: Device, *, again: bool) -> None:
    """Raise why this machine cannot be judged in this session, if it cannot; `again` is said of one judged before."""
    said = {"serial": device.serial}
    if device.state not in MAY_BE_TRIAGED:
        raise ScanRefused("away", why_away(device))
    for triage in triages_that_count(device, session):
        if triage.session_id == session.pk:
            sentence = _("%(serial)s est déjà dans cette séance\u00a0: rien ne change.")
            if triage.grade and came_back_since(triage):
                sentence = _(
                    "%(serial)s est revenue depuis son tri dans cette séance. Finissez-la et ouvrez-en une autre pour"
                    " la regarder de nouveau."
                )
            raise ScanRefused("second", sentence % said, triage)
        if triage.is_current and not again and not came_back_since(triage):
            said |= {"day": localtime(triage.judged_at).strftime("%d/%m/%Y"), "name": triage.by.name}
            said |= {"grade": Grade(triage.grade).value}
            sentence = _("%(serial)s est déjà triée\u00a0: catégorie %(grade)s, le %(day)s, par %(name)s.")
            raise ScanRefused("already", sentence % said, triage)
        if not triage.grade:
            sentence = _("%(serial)s est sur la table de %(name)s, qui n’a pas encore donné son verdict.")
            raise ScanRefused("busy", sentence % (said | {"name": triage.by.name}), triage)


def triages_that_count(device: Device, session: BenchSession) -> list[Triage]:
    """That of this session first, then the current one, then those that wait in a session that runs."""
    rows = device.triages.select_related("session", "by")
    live = BenchSession.LIVE
    counting = [
        row
        for row in rows
        if row.session_id == session.pk or row.is_current or (not row.grade and row.session.state in live)
    ]
    return sorted(counting, key=lambda row: (row.session_id != session.pk, not row.is_current))


def came_back_since(triage: Triage) -> bool:
    """Whether the machine entered the stock again after it was judged: returned, or found."""
    later = Movement.objects.filter(device=triage.device_id, step__gt=triage.step, to_place__isnull=False)
    return later.exclude(from_end__in=["", End.DONOR]).exists()


def why_away(device: Device) -> str:
    """Why a machine that the stock knows is not one to judge."""
    said = {"serial": device.serial}
    if device.state == Device.State.RESERVED:
        return _("%(serial)s est promise\u00a0: elle est dans une remise. Retirez-la d’abord de la remise.") % said
    if device.state == Device.State.HANDED_OVER:
        return _("%(serial)s a été remise à une association. Enregistrez d’abord son retour.") % said
    return _("%(serial)s est sortie du stock. Faites-la d’abord revenir.") % said


# --- codes that are no machine's ---------------------------------------------------------------------------------


def why_nothing(code: str) -> tuple[Kind, str]:
    """Of a code that is no machine's: "foreign" where it is recognised as something else, "unknown" otherwise."""
    if what := something_else(code):
        sentence = _("«\u00a0%(code)s\u00a0» est %(what)s, pas une machine. Scannez l’étiquette du numéro de série.")
        return "foreign", sentence % {"code": code[:60], "what": what}
    sentence = _(
        "«\u00a0%(code)s\u00a0» n’est le numéro d’aucune machine du stock\u00a0: rien n’est noté. Mettez-la de côté."
    )
    return "unknown", sentence % {"code": code[:60]}


def something_else(code: str) -> str:
    """What a code that stands beside a machine's own often is; empty where nothing is recognised."""
    if re.match(r"HTTPS?://|WWW\.", code):
        return _("une adresse internet")
    if re.fullmatch(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}", code):
        return _("la référence d’une remise")
    if re.fullmatch(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}", code):
        return _("une clé de licence")
    return _("le code-barres d’un produit") if is_product(code) else ""


def is_product(code: str) -> bool:
    """Whether a code is an EAN-13, EAN-8 or UPC-A with its check digit (GS1 General Specifications, 7.9)."""
    if not re.fullmatch(r"\d{8}|\d{12,13}", code):
        return False
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(code))) % 10 == 0
