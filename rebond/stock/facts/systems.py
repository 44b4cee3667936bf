"""Which system a machine can receive: what Windows 11 asks, against what is known. No Django.

Windows 11 asks for a processor of its published lists (Intel Core of the 8th generation or later, AMD Ryzen 2000 or
later), TPM 2.0, 4 GB of memory and 64 GB of disk. Linux asks for none of it. Where Microsoft publishes it:
https://www.microsoft.com/windows/windows-11-specifications
https://learn.microsoft.com/windows-hardware/design/minimum/windows-processor-requirements
"""

import re
from dataclasses import dataclass
from typing import Literal

INTEL_FROM, RYZEN_FROM, MEMORY_FROM, DISK_FROM, TPM_FROM = 8, 2, 4, 64, "2.0"

_said = re.compile(r"\b(\d{1,2})th gen\b", re.IGNORECASE)
_core = re.compile(r"\bi[3579][- ](\d{4,5})", re.IGNORECASE)
_ryzen = re.compile(r"\bryzen\s+(?:[3579]|threadripper)\s+(?:pro\s+)?(\d)\d{3}(\w?)", re.IGNORECASE)
_new = re.compile(r"\bcore\s+(?:ultra\s+)?[3579]\s+(?:processor\s+)?\d{3}[a-z]{0,2}\b", re.IGNORECASE)
_old = re.compile(r"\bcore\s?(?:\(TM\))?\s?2\b|\bpentium (?:4|d|dual)|\bathlon (?:64|ii)|\bphenom", re.IGNORECASE)


def generation_of(processor: str) -> int | None:
    """The generation of an Intel Core, None for another processor: "i5-8500T" is 8, "i5-10500" and "i5-1035G1" 10."""
    if said := _said.search(processor):
        return int(said[1])
    if not (core := _core.search(processor)):
        return None
    digits = core[1]
    return int(digits[:2]) if len(digits) == 5 or digits[0] == "1" else int(digits[0])


def is_supported(processor: str) -> bool | None:
    """Whether a processor is of the published lists; None where its name does not tell."""
    if (generation := generation_of(processor)) is not None:
        return generation >= INTEL_FROM
    if ryzen := _ryzen.search(processor):
        first = int(ryzen[1])
        # the 2000 series with graphics (G, U) is of the generation before: not told by the number alone
        return None if first == RYZEN_FROM and ryzen[2].upper() in ("G", "U") else first >= RYZEN_FROM
    if _new.search(processor):
        return True
    return False if _old.search(processor) else None


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether Windows 11 may be put on a machine: "yes", "no" with what lacks, or "unknown" with what to look at.

    The codes are processor, tpm, memory and disk.
    """

    verdict: Literal["yes", "no", "unknown"]
    codes: tuple[str, ...] = ()


def windows_11(processor: str, *, tpm: str = "", memory_gb: int = 0, disk_gb: int = 0) -> Fit:
    """What is known of a machine against what Windows 11 asks. Nothing known is no refusal."""
    answers = {
        "processor": is_supported(processor),
        "tpm": None if tpm in ("", "?") else tpm >= TPM_FROM,
        "memory": None if not memory_gb else memory_gb >= MEMORY_FROM,
        "disk": None if not disk_gb else disk_gb >= DISK_FROM,
    }
    if lacking := tuple(code for code, answer in answers.items() if answer is False):
        return Fit("no", lacking)
    unknown = tuple(code for code in ("processor", "tpm") if answers[code] is None)
    return Fit("unknown", unknown) if unknown else Fit("yes")
