"""What a city looks at, and whether it has to."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.journal.actions import record
from rebond.safeguards.deeds import deed
from rebond.stock.bench.models import BenchRules, OwnCheck
from rebond.stock.readiness import make_ready
from rebond.tenancy.scope import current_city


@deed
def add_check(*, category: str, name: str, flag: str, by: User, at: datetime) -> OwnCheck:
    """Look at one thing more on machines of a type; a fault of it sets that flag, or none."""
    check = OwnCheck.objects.create(category=category, added_name=name, flag=flag)
    record("check_added", of=check, by=by, at=at, category=category, flag=flag)
    return check


@deed
def switch_check(*, category: str, standard: str = "", own: OwnCheck | None = None, by: User, at: datetime) -> bool:
    """Leave a check out, or take it in again: a standard one by its key, or one of the city's. Whether it is in now.

    What was found with it stays with the machines.
    """
    if own is None:
        own, _made = OwnCheck.objects.get_or_create(category=category, standard=standard)
    OwnCheck.objects.filter(pk=own.pk).update(in_use=not own.in_use)
    record("check_switched", of=own, by=by, at=at, category=category, standard=standard, in_use=not own.in_use)
    return not own.in_use


@deed
def need_triage(*, needed: bool, by: User, at: datetime) -> None:
    """Say whether a machine has to be judged before it is ready. Machines that are ready stay so."""
    rules, _made = BenchRules.objects.get_or_create()
    BenchRules.objects.filter(pk=rules.pk).update(triage_needed=needed)
    record("triage_needed", of=current_city(), by=by, at=at, needed=needed)
    make_ready()
