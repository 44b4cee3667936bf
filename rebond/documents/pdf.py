"""PDF documents by typst: tagged (PDF/UA-1), made to last (PDF/A-2a), the same bytes from the same data."""

import io
import json
import re
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst
from django.conf import settings
from django.template.utils import get_app_template_dirs

FONTS = Path(__file__).parent / "fonts"
STANDARDS = ["a-2a", "ua-1"]
# How the compiler complains of a missing glyph, which these standards do not allow.
UNDRAWABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
HOLLOW_SQUARE = "\u25a1"

# A typst compiler serves one caller at a time ("Already borrowed" otherwise).
_turn = Lock()


class TemplateMissing(Exception):
    """No app has a typst template of that name."""


def render_pdf(template: str, data: dict[str, Any]) -> bytes:
    """Render an app's typst template ("handovers/note.typ") with this data, which reaches it as JSON.

    Nothing is pasted into the template, so no text of a person can become an order. System fonts are not used and
    the clock is not read: equal data give equal bytes. A character that no font can draw (an emoji in a name) is
    written as a hollow square.
    """
    text = json.dumps(data, ensure_ascii=False)
    while True:
        try:
            return compiled(template, text)
        except typst.TypstError as error:
            undrawable = set("".join(UNDRAWABLE.findall(str(error)))) & set(text)
            if not undrawable:
                raise
            text = text.translate({ord(character): HOLLOW_SQUARE for character in undrawable})


def compiled(template: str, text: str) -> bytes:
    with _turn:
        return compiler().compile(
            str(template_path(template)),
            format="pdf",
            sys_inputs={"data": text},
            pdf_standards=STANDARDS,
            timestamp=0,
        )


@cache
def compiler() -> typst.Compiler:
    """The compiler of this process: made once, it keeps fonts and layout and is about twice as fast."""
    return typst.Compiler(root=settings.PACKAGE, font_paths=[FONTS], ignore_system_fonts=True)


@cache
def template_path(template: str) -> Path:
    """Where the apps' templates folders hold this template. Raises TemplateMissing."""
    for folder in get_app_template_dirs("templates"):
        path = Path(folder) / template
        if path.is_file():
            return path
    raise TemplateMissing(template)


def qr_code(text: str) -> str:
    """A QR code as SVG, for the data of a document. It stays readable with a seventh of it soiled (level M)."""
    drawing = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()
