"""Reading and writing any table: .xlsx and .csv, whatever the encoding, the separator or the place of the headings.

The doors: `read_workbook` and `read_table` in (`read_elements` for XML), `stream_csv`, `write_csv` and `write_xlsx`
out. A file that cannot be read raises `Unreadable`, whose text is the sentence to show.
"""

from rebond.spreadsheets.containers import is_markup
from rebond.spreadsheets.elements import Element, read_elements
from rebond.spreadsheets.guard import guard, unguard
from rebond.spreadsheets.streaming import stream_rows
from rebond.spreadsheets.tables import Header, Table, find_header, find_table, is_blank, plain, read_table
from rebond.spreadsheets.unreadable import Unreadable
from rebond.spreadsheets.workbook import Cell, Row, Sheet, Workbook, read_workbook
from rebond.spreadsheets.writing import Value, stream_csv, write_csv, write_sheets, write_xlsx

__all__ = [
    "Cell",
    "Element",
    "Header",
    "Row",
    "Sheet",
    "Table",
    "Unreadable",
    "Value",
    "Workbook",
    "find_header",
    "find_table",
    "guard",
    "is_blank",
    "is_markup",
    "plain",
    "read_elements",
    "read_table",
    "read_workbook",
    "stream_csv",
    "stream_rows",
    "unguard",
    "write_csv",
    "write_sheets",
    "write_xlsx",
]
