"""Lists as files: what a page shows, as CSV or XLSX."""

import tempfile
from collections.abc import Iterable, Sequence

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from rebond.spreadsheets import Value, stream_csv, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponseBase:
    """A CSV file that streams: `name` without its ending, headings as texts, cells that cannot run."""
    response = StreamingHttpResponse(
        stream_csv([str(title) for title in header], rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]], *, sheet: str) -> HttpResponseBase:
    """An XLSX file of one sheet, written to disk first and removed once sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_xlsx(file, [str(title) for title in header], rows, sheet=sheet)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
