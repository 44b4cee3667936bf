"""Waves that are ready to be shared, and what comes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from rebond.programmes.models import Wave
from rebond.stock.ledger.actions.writing import Slip, insert_arrivals
from rebond.stock.ledger.models import Reason
from rebond.stock.models import Device, Lot
from rebond.waves.actions import propose_allocation, publish_allocation
from rebond.waves.models import Allocation, Proposal, SimulationRun, Sitting
from rebond.waves.rules import published_rules
from rebond.waves.runs.actions import ask_simulation, compute_report, keep_report
from rebond.waves.scenarios.actions import save_scenario
from rebond.waves.scenarios.models import Scenario as WaveScenario
from rebond.waves.simulation import Scenario, WavePlan, read_policy
from rebond.waves.sittings import actions as committee
from tests.factories.accounts import person, reader
from tests.factories.applications import application
from tests.factories.organisations import association, donor
from tests.factories.programmes import programme, wave
from tests.factories.stock import receiving_place

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def contested_wave(number: int = 1, **fields) -> Wave:
    """Case b of the engine's worked cases: 25 machines, floor 10, cap 20; the rule gives 11, 10, 0 and 4."""
    closed = wave(number, **{"state": Wave.State.CLOSED, "stock": 25, "floor": 10, "cap": 20} | fields)
    for name, points, requested in (
        ("Clic et Calanques", 60, 20),
        ("Mots en Partage", 50, 20),
        ("Les Claviers du Panier", 40, 20),
        ("Atelier Pixel", 30, 4),
    ):
        asked = {"points": points, "requested": requested, "minimum": 4}
        application(closed, association(f"{name} {number}" if number > 1 else name), **asked)
    return closed


def ready_machines(count: int, donor_name: str = "Orange") -> None:
    """So many erased desktops in a lot of the donor."""
    giver = donor(donor_name)
    lot, _ = Lot.objects.get_or_create(reference=f"LOT {donor_name}", donor=giver, received_on=date(2026, 9, 1))
    first = Device.objects.filter(lot=lot).count()
    place = receiving_place()
    made = Device.objects.bulk_create(
        Device(
            lot=lot,
            stands_in=place,
            serial=f"{donor_name}-{number:05d}",
            category=Device.Category.DESKTOP,
            state=Device.State.READY,
            erasure=Device.Erasure.ERASED,
        )
        for number in range(first, first + count)
    )
    insert_arrivals([(device.pk, 1) for device in made], place=place, slip=Slip(Reason.RECEPTION, None, MONDAY))


def saved_scenario(closed: Wave, name: str = "Sans plancher", **rules) -> WaveScenario:
    """Other rules for a wave, as Lucie saved them."""
    wanted = replace(published_rules(closed), **{"floor": 0} | rules)
    return save_scenario(wave=closed, name=name, comment="Pour voir.", rules=wanted, by=person("lucie"), at=MONDAY)


def draft_of(closed: Wave) -> Proposal:
    """The allocation of a wave as Inès proposed it."""
    return propose_allocation(wave=closed, by=person("ines"), at=MONDAY)


def published(closed: Wave) -> Proposal:
    """The allocation of a wave as Karim published it, with just enough machines for it."""
    proposal = draft_of(closed)
    ready_machines(proposal.granted)
    return publish_allocation(proposal=proposal, by=person("karim"), at=TUESDAY)


def allocation_of(proposal: Proposal, name: str = "Mots en Partage") -> Allocation:
    """What the association of that name receives."""
    return proposal.allocations.select_related("application__association", "proposal__wave").get(
        application__association__name=name
    )


def published_allocation(units: int = 18, name: str = "Mots en Partage") -> Allocation:
    """The published allocation of an association that is alone in its wave: everything that it asked."""
    alone = wave(state=Wave.State.CLOSED, stock=units, floor=min(units, 10))
    application(alone, association(name), requested=units, minimum=1)
    return allocation_of(published(alone), name)


# Two associations, then two more, all alike, for 20 machines: the first two would take all.
FOUR_ALIKE = Scenario("à la main", 20, (WavePlan(2, 0, 30, (10,), (10,)), WavePlan(2, 0, 30, (10,), (10,))), 0)


def asked_simulation(*codes: str, replications: int = 4) -> SimulationRun:
    """A question to the simulator as Lucie asked it: nothing kept, or five machines kept for each of the last two."""
    policies = [read_policy(code, FOUR_ALIKE) for code in codes or ("no-reserve", "q80+settlement")]
    return ask_simulation(
        programme=programme(),
        scenario=FOUR_ALIKE,
        policies=policies,
        replications=replications,
        seed=1,
        by=person("lucie"),
        at=MONDAY,
    )


def finished_simulation(*codes: str) -> SimulationRun:
    """The same with its report, a day later."""
    run = asked_simulation(*codes)
    keep_report(run=run, report=compute_report(run=run), at=TUESDAY)
    return run


def opened_sitting(proposal: Proposal, *present: str) -> Sitting:
    """A sitting of the committee that Inès opens, in which Lucie chairs, alone unless others are named."""
    lucie = person("lucie")
    return committee.open_sitting(
        proposal=proposal,
        held_on=TUESDAY.date(),
        place="Hôtel de ville",
        chair=lucie,
        present=[lucie, *(reader(name) for name in present)],
        by=person("ines"),
        at=TUESDAY,
    )


def voted(
    sitting: Sitting, in_favour: int = 1, against: int = 0, abstained: int = 0, about=None, casting=""
) -> Sitting:
    """The same once a vote is written down, of everybody for the whole unless the test says otherwise."""
    counts = {"in_favour": in_favour, "against": against, "abstained": abstained}
    committee.vote(sitting=sitting, application=about, casting=casting, **counts, by=person("ines"), at=TUESDAY)
    return sitting


def voted_sitting(proposal: Proposal) -> Sitting:
    """A sitting in which Lucie adopts the proposal."""
    return voted(opened_sitting(proposal))


def closed_sitting(proposal: Proposal) -> Sitting:
    """A sitting that is over, with its minutes."""
    return committee.close_sitting(sitting=voted_sitting(proposal), by=person("ines"), at=TUESDAY)
