"""What an officer says to have checked before a wave opens."""

from collections.abc import Collection
from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.programmes.checklist.points import BY_HAND
from rebond.programmes.models import Tick, Wave
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.states import MoveNotAllowed


@deed
def settle_points(*, wave: Wave, codes: Collection[str], by: User, at: datetime) -> None:
    """Tick these points, and untick the others, of a wave in preparation. What stays ticked keeps its first name.

    Raises MoveNotAllowed.
    """
    require(wave.is_draft, MoveNotAllowed)
    wanted = set(codes) & set(BY_HAND)
    ticked = set(Tick.objects.filter(wave=wave).values_list("code", flat=True))
    Tick.objects.filter(wave=wave).exclude(code__in=wanted).delete()
    for code in sorted(wanted - ticked):
        Tick.objects.create(wave=wave, code=code, ticked_by=by, ticked_at=at)
    record("points_settled", of=wave, by=by, at=at, codes=sorted(wanted))
