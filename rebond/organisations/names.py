"""Names as people type them when they search."""

import re
import unicodedata

_SAINTS = {"ste": "sainte", "st": "saint"}


def search_text(name: str) -> str:
    """A name without accents, case or punctuation, « St » spelled out: what a search compares.

    « PASSERELLE NUMERIQUE ST MAURONT » and « Passerelle Numérique Saint-Mauront » read the same.
    """
    bare = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE")).casefold()
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(_SAINTS.get(word, word) for word in re.findall(r"[a-z0-9]+", letters))
