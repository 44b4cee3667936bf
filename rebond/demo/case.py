"""The Marseille case, made with the same actions that people use: nothing here writes a row by itself.

Source: the programme told in `docs/` (1,000 computers of Orange, 486 of them to 27 associations in a first wave).
Associations, serials and people are invented.
"""

import json
from datetime import datetime, timedelta
from pathlib import Path

from rebond.tenancy.actions import found_city
from rebond.tenancy.scope import city_scope

DATA = Path(__file__).resolve().parent / "data"


def load_case(*, at: datetime) -> None:
    """Found Marseille, and bring its programme to the morning after the first publication."""
    city = found_city(slug="marseille", name="Marseille")
    with city_scope(city):
        pass
