"""What the donor's words mean: a machine out of order, a locked BIOS, a removed disk, an erasure denied."""

import re
from functools import lru_cache

from rebond.spreadsheets import plain

_LOOKED_AT = 1_000  # characters of a free text: far more than the stock keeps

# --- machines that must not leave --------------------------------------------------------------------------------

_out_of_order = re.compile(
    r"\bh\.?\s?s\b|hors[ -]?service|hors d.usage|out[ -]of[ -](?:order|service)|\ben panne\b", re.IGNORECASE
).search
_clauses = re.compile(r"[,;\n]| - |\.\s").split
_accessory = re.compile(
    r"clavier|souris|c[âa]ble|cordon|pied|[ée]tiquette|casque|webcam|lecteur|dvd|keyboard|mouse|cable|stand|sticker",
    re.IGNORECASE,
).search
_machine = re.compile(
    r"machine|unit[ée] centrale|\buc\b|\bpc\b|poste|ordinateur|carte m[èe]re|\btour\b|computer|motherboard",
    re.IGNORECASE,
).search
_bios_locked = re.compile(
    r"\bbios\b[^,;]{0,40}(?:inconnu|verrouill|bloqu|perdu|oubli|locked|unknown|lost)"
    r"|(?:verrouill|bloqu|locked)[^,;]{0,20}\bbios\b|(?:unknown|lost)[^,;]{0,20}\bbios\b",
    re.IGNORECASE,
).search
_disk_removed = re.compile(
    r"(?:disques?|dd|hdd|ssd|disks?|drives?)\b[^,;]{0,12}(?:retir|enlev|absent|removed|missing)"
    r"|sans (?:disque|hdd|ssd)|no (?:disk|drive|hdd|ssd)",
    re.IGNORECASE,
).search


def says_out_of_order(condition: str) -> bool:
    """« HS », « hors service », "out of order" in the column of the machine's state."""
    return bool(_out_of_order(condition[:_LOOKED_AT]))


def comment_says_out_of_order(remark: str) -> bool:
    """The same words in free text, where « clavier/souris HS » speaks of an accessory and not of the machine."""
    return any(
        _out_of_order(clause) and (_machine(clause) or not _accessory(clause))
        for clause in _clauses(remark[:_LOOKED_AT])
    )


def says_bios_locked(text: str) -> bool:
    """« pwd BIOS inconnu », "BIOS locked": nobody will be able to set the machine up."""
    return bool(_bios_locked(text[:_LOOKED_AT]))


def says_disk_removed(text: str) -> bool:
    """« DISQUE RETIRÉ »: there is nothing left to erase."""
    return bool(_disk_removed(text[:_LOOKED_AT]))


# --- the donor's column about erasure ---------------------------------------------------------------------------

_NOT_ERASED = frozenset(
    ["nok", "ko", "n", "non", "no", "not ok", "echec", "echoue", "failed", "fail", "failure", "error", "false", "faux"]
)
_not_erased = re.compile(r"\b(?:non|not|pas)\b.*\b(?:efface|wiped|erased|ok)|\bechec|\bechou|\bfail").search


def says_not_erased(text: str) -> bool:
    """« NOK », « non », « échec »: the donor denies the erasure. Silence and « en cours » deny nothing."""
    word = plain(text)
    return word in _NOT_ERASED or bool(_not_erased(word))


# --- all together --------------------------------------------------------------------------------------------------


@lru_cache(maxsize=16_384)
def what_words_say(remarks: str, condition: str, substate: str, erasure: str) -> tuple[tuple[str, str], ...]:
    """The codes that a donor's words give, each with the words to quote."""
    said = []
    if says_disk_removed(remarks):
        said.append(("disk-removed", remarks))
    elif says_not_erased(erasure):
        said.append(("erasure-disagrees", erasure[:60]))
    if says_out_of_order(condition) or says_out_of_order(substate) or comment_says_out_of_order(remarks):
        said.append(("out-of-order", condition))
    if says_bios_locked(remarks) or says_bios_locked(condition):
        said.append(("bios-locked", remarks))
    return tuple(said)
