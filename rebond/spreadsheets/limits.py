"""How much a file may ask of us. Real exports of 100,000 rows need a third of it."""

MAX_BYTES = 64 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_767  # what a spreadsheet program itself allows in one cell
ROWS_COUNTED_FROM = 64 * 1024 * 1024  # bytes of a sheet's XML: smaller ones load fast enough to count then
MAX_DEPTH = 60  # elements inside elements: erasure reports have ten

# What an .xlsx archive may unpack to: small parts may be as regular as they like, big ones may not.
MAX_PARTS = 2_000
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 200
RATIO_MATTERS_FROM = 8 * 1024 * 1024

# What the child process that reads it may take.
MEMORY = 600 * 1024 * 1024
CPU_SECONDS = 20
WALL_SECONDS = 90


def spoken(number: int) -> str:
    """A number as a French reader expects it: 200 000, with spaces that do not break."""
    return f"{number:,}".replace(",", "\u00a0")
