"""Lists as files: what a page shows, as CSV or XLSX."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextvars import Context, copy_context

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, override

from rebond.spreadsheets import Value, stream_csv, write_sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponseBase:
    """A CSV file that streams: `name` without its ending, headings as texts, cells that cannot run."""
    lines = stream_csv([str(title) for title in header], as_asked(copy_context(), get_language(), rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_asked(context: Context, language: str | None, rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    """The rows as they come, in the city and the language of the request: a stream is read once that is answered."""
    rows = iter(rows)
    while True:
        with override(language):
            row = context.run(next, rows, None)
        if row is None:
            return
        yield row


def xlsx_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]], *, sheet: str) -> HttpResponseBase:
    """An XLSX file of one sheet, written to disk first and removed once sent."""
    return workbook_download(name, [(sheet, [str(title) for title in header], rows)])


def workbook_download(
    name: str, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]
) -> HttpResponseBase:
    """An XLSX file of several sheets, each with its name, headings and rows."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_sheets(file, sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
