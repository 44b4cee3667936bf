"""What people do in a sitting: settle the rules, open it, say who is there, vote, close it with its minutes."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.documents.actions import store_document
from rebond.journal.actions import record
from rebond.programmes.models import Programme
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.safeguards.states import move
from rebond.safeguards.versions import EditedMeanwhile
from rebond.waves.actions import CannotDecide
from rebond.waves.models import Attendance, CommitteeRules, Proposal, Sitting, Vote
from rebond.waves.naming import files_in_words
from rebond.waves.sittings.minutes import render_minutes
from rebond.waves.sittings.queries import rules_of_committee
from rebond.waves.sittings.room import Room, room_of, table_sha256, write_room_down


class SittingIsClosed(CannotDecide):
    """Nothing of a closed sitting changes."""

    def __str__(self) -> str:
        return _("Cette séance est close\u00a0: plus rien n’y change.")


class NothingOnTheTable(CannotDecide):
    """There is no draft proposal, or a sitting about it is open already."""

    def __str__(self) -> str:
        return _("Il n’y a pas de proposition à examiner, ou une séance est déjà ouverte.")


class ChairIsAbsent(CannotDecide):
    """Whoever chairs is among the members present."""

    def __str__(self) -> str:
        return _("La personne qui préside doit être parmi les membres présents.")


class NoQuorum(CannotDecide):
    """Too few voters are there."""

    def __init__(self, voters: int, needed: int):
        self.voters, self.needed = voters, needed

    def __str__(self) -> str:
        return _("Le quorum n’est pas atteint\u00a0: %(voters)s votants, il en faut %(needed)s.") % {
            "voters": self.voters,
            "needed": self.needed,
        }


class VotesDoNotAddUp(CannotDecide):
    """For, against and abstained are not the number of voters."""

    def __init__(self, voters: int):
        self.voters = voters

    def __str__(self) -> str:
        return _("Pour, contre et abstentions doivent faire %(voters)s, le nombre de votants.") % {
            "voters": self.voters
        }


class NoCastingVote(CannotDecide):
    """The chair's vote decides a tie only, where the programme says so and the chair votes on the file."""

    def __str__(self) -> str:
        return _("La voix prépondérante ne sert qu’à égalité, si le dispositif la prévoit et si la présidence vote.")


class VotesAreMissing(CannotDecide):
    """The whole, or a file from which somebody present is recused, was not voted as it stands now."""

    def __init__(self, files: str):
        self.files = files

    def __str__(self) -> str:
        if not self.files:
            return _("La proposition entière reste à voter telle qu’elle est maintenant.")
        return _("Restent à voter à part\u00a0: %(files)s.") % {"files": self.files}


@deed
def settle_rules(
    *,
    programme: Programme,
    seen: int,
    quorum: int,
    casting_vote: bool,
    vote_required: bool,
    by: User,
    at: datetime,
) -> CommitteeRules:
    """Say how the committee of a programme decides; sittings that are open keep the rules of their opening.

    `seen` is the version on the screen, none where nothing was settled yet. Raises EditedMeanwhile.
    """
    chosen = {"quorum": quorum, "casting_vote": casting_vote, "vote_required": vote_required}
    rules = CommitteeRules.objects.filter(programme=programme).first()
    require(rules is not None or seen == 0, EditedMeanwhile)
    if rules is None:
        rules = CommitteeRules.objects.create(programme=programme, **chosen)
    else:
        rules.save_version(seen, **chosen)
    record("committee_rules_settled", of=programme, by=by, at=at, **chosen)
    return rules


@deed
def open_sitting(
    *,
    proposal: Proposal,
    held_on: date,
    place: str,
    chair: User,
    present: Collection[User],
    by: User,
    at: datetime,
) -> Sitting:
    """Open a sitting about the proposal on the table, with the programme's quorum.

    Raises NothingOnTheTable, ChairIsAbsent.
    """
    lock_objects(proposal)
    proposal = Proposal.objects.select_related("wave__programme").get(pk=proposal.pk)
    require(proposal.is_draft and not proposal.sittings.filter(state=Sitting.State.OPEN).exists(), NothingOnTheTable)
    require(chair in present, ChairIsAbsent)
    rules = rules_of_committee(proposal.wave.programme)
    sitting = Sitting.objects.create(
        proposal=proposal,
        held_on=held_on,
        place=place,
        chair=chair,
        quorum=rules.quorum,
        casting_vote=rules.casting_vote,
        opened_by=by,
        opened_at=at,
    )
    sit_down(sitting, present)
    record("sitting_opened", of=sitting, by=by, at=at, present=len(present), quorum=sitting.quorum)
    return sitting


def sit_down(sitting: Sitting, present: Collection[User]) -> None:
    sitting.attendances.all().delete()
    Attendance.objects.bulk_create(Attendance(sitting=sitting, person=person) for person in present)


@deed
def change_sitting(
    *,
    sitting: Sitting,
    seen: int,
    held_on: date,
    place: str,
    chair: User,
    present: Collection[User],
    remarks: str,
    by: User,
    at: datetime,
) -> None:
    """Correct who is there, where and when, and the remarks. Votes given by other voters are forgotten: vote again.

    Raises SittingIsClosed, ChairIsAbsent, EditedMeanwhile.
    """
    lock_objects(sitting)
    sitting.refresh_from_db()
    require(sitting.is_open, SittingIsClosed)
    require(chair in present, ChairIsAbsent)
    before = set(sitting.attendances.values_list("person", flat=True))
    sitting.save_version(seen, held_on=held_on, place=place, chair=chair, remarks=remarks)
    if before != {person.pk for person in present}:
        sit_down(sitting, present)
        sitting.votes.all().delete()
    record("sitting_changed", of=sitting, by=by, at=at, present=len(present))


@deed
def vote(
    *,
    sitting: Sitting,
    application: Application | None,
    in_favour: int,
    against: int,
    abstained: int,
    casting: str,
    by: User,
    at: datetime,
) -> Vote:
    """Write a vote down, on the proposal as a whole or on one file; a vote given again replaces the former one.

    Nobody votes without the quorum; whoever is recused from the file is out of the room and no voter.

    Raises SittingIsClosed, NoQuorum, VotesDoNotAddUp, NoCastingVote.
    """
    lock_objects(sitting)
    sitting.refresh_from_db()
    require(sitting.is_open and sitting.proposal.is_draft, SittingIsClosed)
    room, key = room_of(sitting), application.pk if application else None
    voters = room.voters(key)
    require(room.has_quorum(key), NoQuorum(len(voters), room.needed(key)))
    require(in_favour + against + abstained == len(voters), VotesDoNotAddUp(len(voters)))
    may_cast = sitting.casting_vote and in_favour == against and sitting.chair in voters
    require(not casting or may_cast, NoCastingVote)
    units = None
    if application is not None:
        units = sitting.proposal.allocations.get(application=application).units
    given, _new = Vote.objects.update_or_create(
        sitting=sitting,
        application=application,
        defaults={
            "voters": len(voters),
            "in_favour": in_favour,
            "against": against,
            "abstained": abstained,
            "casting": casting,
            "units": units,
            "table_sha256": table_sha256(sitting.proposal),
            "voted_at": at,
        },
    )
    record(
        "committee_voted",
        of=sitting,
        by=by,
        at=at,
        application=str(key) if key else "",
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        adopted=given.is_adopted,
    )
    return given


@deed
def close_sitting(*, sitting: Sitting, by: User, at: datetime) -> Sitting:
    """Close a sitting for good: who was absent and who left for which file is kept, with the minutes.

    Raises SittingIsClosed, NoQuorum, VotesAreMissing.
    """
    lock_objects(sitting, sitting.proposal)
    sitting = Sitting.objects.select_related("proposal__wave__programme", "chair").get(pk=sitting.pk)
    require(sitting.is_open and sitting.proposal.is_draft, SittingIsClosed)
    room = room_of(sitting)
    require(room.has_quorum(), NoQuorum(len(room.voters(None)), room.needed(None)))
    refuse_missing_votes(sitting, room, by)
    write_room_down(room)
    content = render_minutes(sitting, room, by=by, at=at)
    name = f"seance-{sitting.proposal.wave.slug}-{sitting.held_on.isoformat()}.pdf"
    minutes = store_document(name=name, content=content, content_type="application/pdf", at=at)
    decided = table_sha256(sitting.proposal)
    move(sitting, Sitting.State.CLOSED, closed_by=by, closed_at=at, minutes=minutes, decided_sha256=decided)
    record("sitting_closed", of=sitting, by=by, at=at, minutes_sha256=minutes.sha256, table_sha256=decided)
    return sitting


def refuse_missing_votes(sitting: Sitting, room: Room, by: User) -> None:
    """Raises VotesAreMissing."""
    units = {row.application_id: row.units for row in sitting.proposal.allocations.all()}
    votes = {vote.application_id: vote for vote in sitting.votes.all()}
    stale = {key for key, vote in votes.items() if key and vote.units != units.get(key)}
    wrong = {key for key, vote in votes.items() if key and vote.voters != len(room.voters(key))}
    missing = (room.apart - votes.keys()) | stale | wrong
    if missing:
        named = Application.objects.filter(pk__in=missing).values_list("reference", flat=True)
        raise VotesAreMissing(files_in_words(named, sitting.proposal.wave, by))
    whole = votes.get(None)
    current = whole is not None and whole.table_sha256 == table_sha256(sitting.proposal)
    require(current, VotesAreMissing(""))
