"""The keys of the queue, one file each. Adding a key is adding a file to this folder; nothing else has to know.

The definition of a key is a part of the rule, like the numbers of the problem: the verifier reads it too. What is
computed with it, the verifier computes by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from rebond.allocation.keys.key import Key, Numbers

__all__ = ["KEYS", "Key", "Numbers"]

OFFERED = ("leximin", "sainte_lague", "dhondt", "huntington_hill", "rank")  # in this order; the first is the default


def found() -> Iterator[Key]:
    """Those of the document first, then any other file of the folder."""
    others = sorted(module.name for module in iter_modules(__path__) if module.name not in (*OFFERED, "key"))
    for name in (*OFFERED, *others):
        yield cast(Key, import_module(f"{__name__}.{name}").KEY)


KEYS: dict[str, Key] = {key.name: key for key in found()}
