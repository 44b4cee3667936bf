"""Asking public services about an association, keeping their word beside ours, taking it where an officer says so."""

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.countries import FoundPlace, Misshapen, RegisterEntry, country
from rebond.directory.online import circuit
from rebond.directory.online.fetching import Unreachable, fetch_json
from rebond.directory.online.models import OnlineCheck
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.organisations.names import search_text
from rebond.organisations.registry.merging import changes_to, differences
from rebond.organisations.search import index
from rebond.safeguards.deeds import deed, require
from rebond.safeguards.locks import lock_objects
from rebond.tenancy.scope import current_city

LONGEST_WAIT = timedelta(hours=6)
AT_ONCE = 20
REGISTER, GEOCODER = "register", "geocoder"
T = TypeVar("T")


class NumberIsTaken(Exception):
    """Another association has this SIRET already."""


@deed
def ask_register(*, association: Association, by: User, at: datetime) -> OnlineCheck:
    """Ask the public services about an association, soon; nobody waits for them."""
    check, _is_new = OnlineCheck.objects.update_or_create(
        association=association,
        defaults={"state": OnlineCheck.State.WAITING, "asked_at": at, "due_at": at, "tries": 0, "trouble": ""},
    )
    record("register_asked", of=association, by=by, at=at)
    return check


@deed
def ask_about_applicants(*, at: datetime) -> None:
    """Whoever applied and was never checked is to be: sending an application asks no service, and waits for none."""
    checked = OnlineCheck.objects.filter(association=OuterRef("pk"))
    applied = Application.objects.live().filter(association=OuterRef("pk"))
    has_number = ~Q(siren="") | ~Q(rna="")
    found = Association.objects.filter(has_number, ~Exists(checked), Exists(applied)).order_by("pk")[:AT_ONCE]
    OnlineCheck.objects.bulk_create(
        [OnlineCheck(association=one, asked_at=at, due_at=at) for one in found], ignore_conflicts=True
    )


def check_due(*, at: datetime) -> None:
    """Ask about the next few that wait. A service that is down stops the round; they are asked again later."""
    waiting = OnlineCheck.objects.filter(state=OnlineCheck.State.WAITING, due_at__lte=at)
    for check in waiting.select_related("association").order_by("due_at", "pk")[:AT_ONCE]:
        if circuit.is_left_alone(REGISTER):
            return
        check_one(check=check, at=at)


def check_one(*, check: OnlineCheck, at: datetime) -> None:
    """Ask, outside any transaction, then keep the answer, or when to ask again.

    What the register said is kept whatever becomes of the geocoder, which is asked again where nothing else was.
    """
    association, is_asked = check.association, bool(settings.REGISTER_ONLINE and number_of(check.association))
    is_placed = settings.GEOCODER_ONLINE and association.address
    entry, trouble = answer_of(REGISTER, asked_register, association) if is_asked else (None, "")
    place, misplaced = answer_of(GEOCODER, asked_geocoder, association) if is_placed and not trouble else (None, "")
    if trouble or (misplaced and not is_asked):
        postpone(check=check, trouble=trouble or misplaced, at=at)
    else:
        keep_answer(check=check, is_asked=is_asked, entry=entry, place=place, trouble=misplaced, at=at)


def answer_of(service: str, ask: Callable[[Association], T], association: Association) -> tuple[T | None, str]:
    """What a service answers, and the trouble where it does not; one that failed too often is not asked."""
    if circuit.is_left_alone(service):
        return None, "left alone"
    try:
        answer = ask(association)
    except (Unreachable, Misshapen) as trouble:
        circuit.has_failed(service)
        return None, f"{type(trouble).__name__}: {trouble}"[:100]
    circuit.has_answered(service)
    return answer, ""


def number_of(association: Association) -> str:
    """The number by which a register knows it; empty where it cannot be asked."""
    return association.siren or association.siret[:9] or association.rna


def asked_register(association: Association) -> RegisterEntry | None:
    """What the search of organisations says of its number. Raises Unreachable, Misshapen."""
    number = number_of(association)
    answer = fetch_json(settings.REGISTER_ADDRESS, q=number, per_page="5", minimal="true", include="siege,complements")
    siren = association.siren or association.siret[:9]
    return country(current_city().country).organisation_in(answer, siren=siren, rna=association.rna)


def asked_geocoder(association: Association) -> FoundPlace | None:
    """Where the geocoder puts its address. Raises Unreachable, Misshapen."""
    words = f"{association.address} {association.postal_code} {association.town}"
    answer = fetch_json(settings.GEOCODER_ADDRESS, q=words[:200], limit="1")
    return country(current_city().country).place_in(answer)


@deed
def postpone(*, check: OnlineCheck, trouble: str, at: datetime) -> None:
    """Ask again later, longer after each failure; meanwhile the association is to be checked, and all else works."""
    wait = min(timedelta(minutes=2 ** min(check.tries, 9)), LONGEST_WAIT)
    same = OnlineCheck.objects.filter(pk=check.pk, state=OnlineCheck.State.WAITING)
    same.update(tries=check.tries + 1, trouble=trouble, due_at=at + wait)


@deed
def keep_answer(
    *,
    check: OnlineCheck,
    is_asked: bool,
    entry: RegisterEntry | None,
    place: FoundPlace | None,
    trouble: str,
    at: datetime,
) -> None:
    """Keep what the services said: a register's word stands beside ours and fills only what is empty.

    Only a register that was asked (`is_asked`) can know nothing of an association. `trouble` is the geocoder's.
    """
    lock_objects(check.association)
    association = Association.with_merged.get(pk=check.association_id)
    changes = changes_to(association, entry) if entry else {}
    if place and place.is_sure and association.latitude is None and "latitude" not in changes:
        changes |= {"latitude": place.latitude, "longitude": place.longitude}
        if place.district and not association.district_code:
            changes.setdefault("district_code", place.district)
    if "siret" in changes and is_taken(changes["siret"], association):
        del changes["siret"]
    if changes:
        save(association, association.version, changes)
    found = OnlineCheck.State.FOUND if entry else OnlineCheck.State.UNKNOWN
    state = found if is_asked else OnlineCheck.State.UNASKED
    OnlineCheck.objects.filter(pk=check.pk).update(
        state=state, checked_at=at, trouble=trouble, place=asdict(place) if place else {}
    )
    record("register_answered", of=association, by=None, at=at, state=state, fields=sorted(changes))


@deed
def accept_words(*, association: Association, seen: int, chosen: Collection[str], by: User, at: datetime) -> None:
    """Write a register's word in the place of ours, for the fields that an officer chose ("rna:address").

    Raises EditedMeanwhile, NumberIsTaken.
    """
    values = {name: said for register, name, said in differences(association) if f"{register}:{name}" in chosen}
    require(not is_taken(values.get("siret", ""), association), NumberIsTaken)
    save(association, seen, values)
    record("register_accepted", of=association, by=by, at=at, fields=sorted(chosen))


def save(association: Association, seen: int, values: dict) -> None:
    if "name" in values:
        values = values | {"search_text": search_text(values["name"])[:300]}
    association.save_version(seen, **values)
    index([association])


def is_taken(siret: str, association: Association) -> bool:
    return bool(siret) and Association.objects.filter(siret=siret).exclude(pk=association.pk).exists()
