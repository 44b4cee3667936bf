"""Bring the English catalogue up to date with the French source, without gettext.

Reads every string marked in Python and in templates, adds the new ones untranslated, drops those that are gone.
`python scripts/messages.py --check` changes nothing and exits with 1 when something is missing or left over.
"""

import os
import re
import sys
from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "rebond"
CATALOGUE = HOUSE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str, str, str]


LITERAL = r"""\s*(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")\s*"""
IN_TEMPLATE = {
    "plain": re.compile(rf"(?<![a-z])(?:gettext|_)\({LITERAL}\)"),
    "plural": re.compile(rf"(?<!p)ngettext\({LITERAL},{LITERAL},"),
    "context": re.compile(rf"(?<!n)pgettext\({LITERAL},{LITERAL}\)"),
}


def strings_of_the_house() -> dict[Key, list[str]]:
    """(context, singular, plural) of each marked string, and the files where it stands."""
    if not settings.configured:
        settings.configure()
    found: dict[Key, list[str]] = {}
    for path in sorted(HOUSE.rglob("*")):
        if "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            keys = strings_of_code(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            keys = strings_of_template(path)
        else:
            continue
        for key in keys:
            found.setdefault(key, []).append(str(path.relative_to(ROOT)))
    return found


def strings_of_code(path: Path) -> Iterator[Key]:
    with path.open("rb") as file:
        for _line, message, _comments, context in extract("python", file, KEYWORDS, (), {"encoding": "utf-8"}):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            if singular:
                yield (context or "", singular, plural)


def strings_of_template(path: Path) -> Iterator[Key]:
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for kind, pattern in IN_TEMPLATE.items():
        for texts in pattern.findall(code):
            if kind == "plain":
                yield ("", literal_eval(texts), "")
            elif kind == "plural":
                yield ("", literal_eval(texts[0]), literal_eval(texts[1]))
            else:
                yield (literal_eval(texts[0]), literal_eval(texts[1]), "")


def key_of(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def problems(catalogue: polib.POFile, strings: dict[Key, list[str]]) -> list[str]:
    """One line for each string that is missing, untranslated, doubtful, left over, or whose names differ."""
    entries = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    found = [f"missing: {key[1]!r} ({places[0]})" for key, places in strings.items() if key not in entries]
    found += [f"left over: {key[1]!r}" for key in entries if key not in strings]
    for key, entry in entries.items():
        texts = (
            [entry.msgstr, *entry.msgstr_plural.values()] if not entry.msgid_plural else [*entry.msgstr_plural.values()]
        )
        if entry.fuzzy or not all(texts):
            found.append(f"untranslated: {key[1]!r}")
        elif any(names(text) - names(key[1]) - names(key[2]) for text in texts):
            found.append(f"unknown name in: {texts[0]!r}")
        elif names(key[2] or key[1]) != names(texts[-1]):
            found.append(f"names differ in: {texts[-1]!r}")
    return found


def names(text: str) -> set[str]:
    """The names to fill in: %(count)s, {row}."""
    return set(re.findall(r"%\(\w+\)[sd]|(?<!{){\w*}", text))


def renew(catalogue: polib.POFile, strings: dict[Key, list[str]]) -> polib.POFile:
    """The catalogue with exactly the house's strings, translations kept."""
    kept = {key_of(entry): entry for entry in catalogue}
    renewed = polib.POFile(wrapwidth=110)
    renewed.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key, places in sorted(strings.items()):
        context, singular, plural = key
        entry = kept.get(key) or polib.POEntry(
            msgid=singular, msgid_plural=plural, msgctxt=context or None, msgstr_plural={0: "", 1: ""} if plural else {}
        )
        entry.occurrences = [(place, "") for place in sorted(set(places))]
        entry.flags = [flag for flag in entry.flags if flag != "python-format"]
        renewed.append(entry)
    return renewed


def main() -> int:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    strings = strings_of_the_house()
    if "--check" not in sys.argv:
        catalogue = renew(catalogue, strings)
        catalogue.save(str(CATALOGUE))
    found = problems(catalogue, strings)
    print("\n".join(found) or f"{len(strings)} strings, all translated")
    return 1 if found else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
