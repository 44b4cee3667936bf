"""Rebond runs computer-donation programmes, from the donor's pallet to the workshop seat."""

import sys

__version__ = "0.1.0"

try:
    # Debian's SQLite (3.40) can corrupt a WAL file; this wheel carries a mended one. Before Django imports sqlite3.
    import pysqlite3
except ImportError:
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
