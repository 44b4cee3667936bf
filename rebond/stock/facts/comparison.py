"""What the donor said of a machine beside what the machine says of itself. No database."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from rebond.spreadsheets import plain
from rebond.stock.facts.reading import Facts

# Field of the machine, and the longest text that it keeps.
KEPT = {"brand": 60, "model": 120, "processor": 120, "memory_gb": 0, "disk": 60}


class Said(Protocol):
    """What the stock says of a machine."""

    serial: str
    brand: str
    model: str
    processor: str
    memory_gb: int | None
    disk: str


@dataclass(frozen=True)
class Line:
    """One thing, as the donor said it and as the machine does. `differs` where both speak and do not agree."""

    name: str
    label: str
    donor: str
    machine: str
    differs: bool


def compare(device: Said, facts: Facts) -> list[Line]:
    """Every thing that both may say, in a steady order."""
    return [
        line("serial", _("Numéro de série"), device.serial, facts.serial),
        line("brand", _("Marque"), device.brand, facts.brand),
        line("model", _("Modèle"), device.model, facts.model),
        line("processor", _("Processeur"), device.processor, facts.processor),
        line("memory_gb", _("Mémoire (Go)"), str(device.memory_gb or ""), str(facts.memory_gb or "")),
        line("disk", _("Disque"), device.disk, facts.disk),
    ]


def line(name: str, label: str, donor: str, machine: str) -> Line:
    return Line(name, label, donor, machine, bool(donor and machine) and not alike(donor, machine))


def alike(one: str, other: str) -> bool:
    """Whether two descriptions say the same: each word of the shorter one is in the longer one ("i5-8500", "HP")."""
    words = sorted((set(plain(one).split()), set(plain(other).split())), key=len)
    return bool(words[0]) and words[0] <= words[1]


def is_another_machine(lines: list[Line]) -> bool:
    """Whether the file bears another serial number."""
    return any(one.name == "serial" and one.differs for one in lines)


MOST_MEMORY = 32_767  # gigabytes that a column holds: more is no memory of a desktop computer


def taken_over(facts: Facts) -> dict[str, object]:
    """What the stock's columns become when somebody keeps the facts: only what the machine said."""
    said: dict[str, object] = {
        "brand": facts.brand,
        "model": facts.model,
        "processor": facts.processor,
        "memory_gb": facts.memory_gb if facts.memory_gb <= MOST_MEMORY else 0,
        "disk": facts.disk,
    }
    return {name: value[: KEPT[name]] if isinstance(value, str) else value for name, value in said.items() if value}
