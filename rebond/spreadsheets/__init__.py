"""Reading and writing any table: .xlsx, .ods, .xls and .csv, whatever the encoding, or the place of headings.

The doors: `read_workbook` and `read_table` in (`read_elements` for XML), `stream_csv`, `write_csv` and `write_xlsx`
out. A file that cannot be read raises `Unreadable`, whose text is the sentence to show.
"""

from rebond.spreadsheets.containers import is_markup
from rebond.spreadsheets.elements import Element, read_elements
from rebond.spreadsheets.guard import guard, unguard
from rebond.spreadsheets.streaming import stream_rows
from rebond.spreadsheets.tables import (
    NO_HEADINGS,
    Header,
    Table,
    find_header,
    find_table,
    header_at,
    is_blank,
    meanings_of,
    plain,
    read_table,
    title_in,
)
from rebond.spreadsheets.text import decode as decode_text
from rebond.spreadsheets.unreadable import Unreadable
from rebond.spreadsheets.workbook import Cell, Row, Sheet, Workbook, read_workbook
from rebond.spreadsheets.writing import Value, stream_csv, write_csv, write_sheets, write_xlsx

__all__ = [
    "NO_HEADINGS",
    "Cell",
    "Element",
    "Header",
    "Row",
    "Sheet",
    "Table",
    "Unreadable",
    "Value",
    "Workbook",
    "decode_text",
    "find_header",
    "find_table",
    "guard",
    "header_at",
    "is_blank",
    "is_markup",
    "meanings_of",
    "plain",
    "read_elements",
    "read_table",
    "read_workbook",
    "stream_csv",
    "stream_rows",
    "title_in",
    "unguard",
    "write_csv",
    "write_sheets",
    "write_xlsx",
]
