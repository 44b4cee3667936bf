"""Reading and writing any table: .xlsx and .csv, whatever the encoding, the separator or the place of the headings.

Three doors: `read_workbook` and `read_table` in, `stream_csv`, `write_csv` and `write_xlsx` out. A file that cannot be
read raises `Unreadable`, whose text is the sentence to show.
"""

from rebond.spreadsheets.guard import guard, unguard
from rebond.spreadsheets.tables import Header, Table, find_header, find_table, is_blank, plain, read_table
from rebond.spreadsheets.unreadable import Unreadable
from rebond.spreadsheets.workbook import Cell, Row, Sheet, Workbook, read_workbook
from rebond.spreadsheets.writing import Value, stream_csv, write_csv, write_xlsx

__all__ = [
    "Cell",
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
    "plain",
    "read_table",
    "read_workbook",
    "stream_csv",
    "unguard",
    "write_csv",
    "write_xlsx",
]
