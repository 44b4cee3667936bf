"""Where sent bytes wait: apart from the documents, in a folder that nothing serves."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.conf import settings

from rebond.documents.actions import GRACE, files_on, remove_orphan
from rebond.documents.deposits.models import Deposit
from rebond.documents.files import FileDamaged, keep_bytes, place_of
from rebond.tenancy.scope import every_city


def hold(content: bytes, *, city_id: object) -> str:
    """Keep what was sent until it is looked at, and return its SHA-256."""
    return keep_bytes(content, city_id=city_id, shelf=shelf())


def held(deposit: Deposit) -> bytes:
    """What was sent, checked against its hash. Raises FileNotFoundError, FileDamaged."""
    content = path_of(deposit).read_bytes()
    if hashlib.sha256(content).hexdigest() != deposit.sha256:
        raise FileDamaged(deposit.pk)
    return content


def sweep_quarantine(*, at: datetime) -> int:
    """Remove what no deposit waits for any more and is older than an hour. Returns how many files went."""
    return sum(
        remove_orphan(path, older_than=at - GRACE, is_named=is_awaited, shelf=shelf()) for path in files_on(shelf())
    )


def is_awaited(path: Path) -> bool:
    with every_city():
        waiting = Deposit.objects.filter(state=Deposit.State.WAITING, sha256=path.name)
        return any(path_of(deposit) == path for deposit in waiting)


def path_of(deposit: Deposit) -> Path:
    return place_of(deposit.city_id, deposit.sha256, shelf=shelf())


def shelf() -> Path:
    return Path(settings.QUARANTINE_DIR)
