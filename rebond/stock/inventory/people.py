"""People have no place in a stock: their names, telephone numbers and e-mail addresses are masked on the way in."""

import re
import unicodedata

from rebond.spreadsheets import Cell, plain
from rebond.stock.inventory.values import read_text

MASK = "[masqué]"
_LOOKED_AT = 1_000  # characters of a free text: far more than the stock keeps


def _without_accents(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\.?"
_NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,2}}"
_USUAL = """
Adrien Ahmed Aïcha Alain Alexandre Ali Alice Amélie Amina Anaïs André Anne Antoine Arnaud Aurélie Awa
Baptiste Benjamin Benoît Bernard Brigitte Camille Caroline Catherine Cécile Céline Charlotte Chloé
Christelle Christian Christine Christophe Claude Claudine Corinne Cyril Daniel David Delphine Denis Didier
Dominique Élodie Emma Emmanuel Éric Fabien Fabrice Farid Fatima Fatou Florence Florian Franck François
Françoise Frédéric Gérard Gilles Guillaume Hélène Henri Hugo Isabelle Jacqueline Jacques Jean Jérôme John
Jonathan Josiane Julie Julien Karim Karine Kévin Laetitia Laura Laurence Laurent Léa Leïla Louis Lucas Lucie
Magali Malika Manon Marc Marie Marine Martine Mathieu Maxime Mehdi Michel Michèle Mireille Mohamed Monique
Morgane Mourad Myriam Nadia Nathalie Nicolas Nicole Olivier Pascal Patricia Patrick Paul Philippe Pierre
Quentin Rachid Raphaël Régis Rémi René Robert Romain Sabrina Said Samia Samir Samuel Sandrine Sarah
Sébastien Sophie Stéphane Stéphanie Sylvain Sylvie Thierry Thomas Valérie Véronique Victor Vincent Virginie
Xavier Yann Yasmine Youssef Yves Zohra
"""
_FIRST_NAMES = "|".join(sorted({spelt for name in _USUAL.split() for spelt in (name, _without_accents(name))}))
_titled = re.compile(
    rf"(?<!\w)(?:M\.|MM\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s*{_NAMES}"
    rf"|(?<!\w)(?i:mme|mmes|mlle|monsieur|madame|mademoiselle)\.?\s+(?:{_NAMES}|[\w’'-]+)"
)
_given = re.compile(
    r"(?i:affectée?s? à|attribuée? à|assigned to|ancien poste de|ex-poste de|used by|utilisat(?:eur|rice)\s*:?"
    r"|user\s*:)"
    rf"\s+(?P<name>{_NAME}\s+{_NAMES}|(?:{_FIRST_NAMES})\b)"
)
_first_name = re.compile(
    rf"(?<!\w)(?<!-)(?:(?:{_FIRST_NAMES})(?:-[A-ZÀ-Þ]\w+)?\s+{_NAME}|[A-ZÀ-Þ]{{2,}}[\w-]*\s+(?:{_FIRST_NAMES})\b)"
)
_email = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_phone = re.compile(
    r"(?<!\w)(?:(?:\+|00)\d{2,3}[\s.-]?(?:\(0\)[\s.-]?)?\d(?:[\s.-]?\d{2}){4}"
    r"|0\d(?:[\s.-]?\d{2}){4}|\+\d(?:[\s.-]?\d){8,13})(?!\d)"
)
_NOBODY = frozenset(
    ["stock", "spare", "reserve", "unassigned", "non affecte", "libre", "aucun", "it", "dsi", "pool", "retired"]
)


def read_free_text(cell: Cell) -> tuple[str, str]:
    """A donor's comment: names after a civility or made with a usual first name, phones and addresses are masked."""
    text, code = read_text(cell)
    masked = mask(text)
    return masked, "personal-data" if masked.count(MASK) > text.count(MASK) else code


def read_place(cell: Cell) -> tuple[str, str]:
    """A place or a state, where « Jean Moulin » names a building: only civilities, phones and addresses are masked."""
    text, code = read_text(cell)
    masked = _mask_contacts(text)
    return masked, "personal-data" if masked.count(MASK) > text.count(MASK) else code


def read_holder(cell: Cell) -> tuple[str, str]:
    """A column for the machine's user is never kept; it holds a person unless it says that nobody has the machine."""
    text, code = read_text(cell)
    return "", "personal-data" if text and plain(text) not in _NOBODY else code


def mask(text: str) -> str:
    """The text without its people, as it may be kept, or quoted in a remark."""
    masked = _given.sub(lambda match: match[0].replace(match["name"], MASK), _mask_contacts(text))
    return _first_name.sub(MASK, masked)


_NUMBERS = ("serial", "asset_tag", "barcode")


def without_people(field: str, text: str) -> str:
    """A cell as it may be shown and kept; a number that names a machine may look like a telephone's."""
    return text if field in _NUMBERS else mask(text)


def _mask_contacts(text: str) -> str:
    masked = _email.sub(MASK, text[:_LOOKED_AT])
    masked = _phone.sub(MASK, masked)
    return _titled.sub(MASK, masked)
