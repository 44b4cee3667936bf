"""A cell must never run: spreadsheet programs take text that starts with = + - or @ for a formula.

Rule: such text leaves with an apostrophe before it, and loses it again when it comes back. Text that already has
apostrophes before the sign gets one more, so that the way back is exact. (CWE-1236.)
"""

import re

_dangerous = re.compile(r"'*[=+\-@\t\r]").match
_guarded = re.compile(r"'+[=+\-@\t\r]").match


def guard(text: str) -> str:
    """Text as it may be written into a cell."""
    return f"'{text}" if _dangerous(text) else text


def unguard(text: str) -> str:
    """The exact inverse of `guard`."""
    return text[1:] if _guarded(text) else text
