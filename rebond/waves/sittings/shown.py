"""The votes of a sitting as the page shows them: what was voted, and what still has to be."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.reviews.queries import recused_files
from rebond.waves.models import Sitting, Vote
from rebond.waves.sheet import Sheet
from rebond.waves.sittings.forms import labelled
from rebond.waves.sittings.room import Room, table_sha256


@dataclass(frozen=True)
class Line:
    """One thing to vote: its voters, who left the room for it, the vote if there is one, whether it still holds."""

    about: str
    voters: int
    gone: str
    vote: Vote | None
    is_current: bool


def lines_of(sheet: Sheet, sitting: Sitting, room: Room, viewer: User) -> list[Line]:
    """The whole first, then the files with a recusal or a vote of their own; not those the viewer stepped back from."""
    votes = {vote.application_id: vote for vote in sitting.votes.all()}
    hidden = recused_files(viewer)
    whole = votes.get(None)
    is_current = not sitting.is_open or (whole is not None and whole.table_sha256 == table_sha256(sitting.proposal))
    lines = [Line(_("La proposition entière"), len(room.voters(None)), "", whole, is_current)]
    for line in sheet.lines:
        key = line.allocation.application_id
        vote = votes.get(key)
        if key in hidden or (vote is None and key not in room.apart):
            continue
        gone = ", ".join(str(person) for person in room.leaves.get(key, ()))
        is_current = vote is not None and vote.units == line.allocation.units
        lines.append(Line(labelled(line.allocation.application), len(room.voters(key)), gone, vote, is_current))
    return lines
