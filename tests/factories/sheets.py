"""An OpenDocument workbook as an office program writes it, small enough to be made by hand."""

import io
import zipfile
from collections.abc import Iterable
from html import escape

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"


def ods(rows: Iterable[Iterable[str | float]], *, more: str = "", manifest: str = "") -> bytes:
    """One sheet, « Parc », with these rows; `more` is markup after them."""
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0"'
        f' xmlns:text="{_NAMES}:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Parc">{body}{more}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return file.getvalue()


def _cell(value: str | float) -> str:
    if value == "":
        return "<table:table-cell/>"
    typed = 'value-type="string"' if isinstance(value, str) else f'value-type="float" office:value="{value}"'
    return f"<table:table-cell office:{typed}><text:p>{escape(str(value))}</text:p></table:table-cell>"
