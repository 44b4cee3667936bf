"""The Marseille case, made with the same actions that people use: nothing here writes a row by itself.

The figures are those of the true programme (1,000 computers, 486 of them to 27 associations in a first wave);
associations, serial numbers and people are invented. Days are told from the day on which the case is loaded.
"""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone, translation

from rebond.accounts.actions import grant_role
from rebond.accounts.joining.actions import ask_to_join, confirm_association
from rebond.accounts.models import Role, User
from rebond.applications.actions import import_applications
from rebond.applications.models import Application
from rebond.applications.reading import read_applications
from rebond.countries import country
from rebond.demo.cast import CAST
from rebond.demo.donations import announce_received, announce_waiting, prepare_first_acts, receive_announced
from rebond.handovers.actions import (
    announce_handover,
    count_accessories,
    fill_handover,
    prepare_handover,
    sign_handover,
)
from rebond.organisations.models import Donor
from rebond.organisations.registry.actions import take_in
from rebond.organisations.registry.reading import open_register
from rebond.programmes.actions import load_programme
from rebond.programmes.amendments.actions import propose_amendment, publish_amendment
from rebond.programmes.models import Programme, Wave
from rebond.programmes.setup.actions import duplicate_programme
from rebond.stock.actions import import_erasures, import_stock
from rebond.stock.certificates import read_certificates
from rebond.stock.inventory import read_inventory
from rebond.stock.ledger.actions import add_place, move_devices, receive_accessories
from rebond.stock.ledger.models import AccessoryKind
from rebond.stock.models import Device, Flag, Lot
from rebond.tenancy.actions import found_city
from rebond.tenancy.scope import city_scope, current_city
from rebond.waves.actions import propose_allocation, publish_allocation
from rebond.waves.letters.actions import fingerprint, release_letters, send_released, write_missing
from rebond.waves.models import Proposal
from rebond.waves.queries import published_allocations
from rebond.waves.rules import published_rules
from rebond.waves.runs.actions import ask_simulation, compute_report, keep_report
from rebond.waves.scenarios.actions import save_scenario
from rebond.waves.simulation import default_policies, named_scenario

DATA = Path(__file__).resolve().parent / "data"
# The days of the programme's definition are written as seen from here.
WRITTEN_ON = date(2026, 11, 23)
NEWCOMER = {
    "name": "Léa Roux",
    "email": "lea@association.example",
    "function": "bénévole, référente numérique",
    "number": "",
    "message": "Awa m’a proposé de l’aider pour la remise.",
}
SIGNED, ANNOUNCED = 9, 3
ACCESSORIES = {"keyboard": 980, "mouse": 960, "cable": 1_000, "adapter": 240}
DRAWS = 50


@transaction.atomic
def load_case(*, at: datetime) -> None:
    """Found Marseille, and bring its programme to the days after the first publication.

    Stock imported and erased, 68 applications, wave 1 published by a second person, the first hand-overs signed.
    """
    definition = definition_seen_from(timezone.localdate(at))
    city = found_city(**{name: definition["city"][name] for name in ("slug", "name", "code")})
    with city_scope(city), translation.override("fr"):
        programme = load_programme(definition=definition, by=None, at=at - timedelta(days=90)).programme
        people = enrol_city_hall(programme.donor, at=at - timedelta(days=90))
        arrival = at - timedelta(days=40)
        inventory, day = DATA / "parc-donateur-1000.xlsx", timezone.localdate(arrival)
        announced = announce_received(
            programme.donor, people, inventory=inventory, on=day, at=arrival - timedelta(days=20)
        )
        fill_stock(people, at=arrival)
        furnish_warehouse(people, at=at - timedelta(days=39))
        receive_announced(announced, people, lot=Lot.objects.get(), at=at - timedelta(days=39))
        receive_applications(programme, people, at=at - timedelta(days=38))
        read_registers(at=at - timedelta(days=37))
        simulate_waves(programme, people, at=at - timedelta(days=36))
        decide_first_wave(people, at=at - timedelta(days=12))
        compare_scenarios(people, at=at - timedelta(days=4))
        hand_over_first_machines(people, at=at - timedelta(days=5))
        prepare_first_acts(programme.donor, people, at=at - timedelta(days=4))
        announce_waiting(programme.donor, people, at=at - timedelta(days=3))
        prepare_next_year(programme, people, at=at - timedelta(days=2))


def definition_seen_from(today: date) -> dict:
    """The programme's definition, its days moved so that they lie around today."""
    definition = json.loads((DATA / "marseille-programme.json").read_text(encoding="utf-8"))
    for wave in definition["waves"]:
        for name in ("opens_on", "closes_on", "handover_from"):
            wave[name] = (date.fromisoformat(wave[name]) + (today - WRITTEN_ON)).isoformat()
    return definition


def enrol_city_hall(donor: Donor, *, at: datetime) -> dict[str, User]:
    """Give everybody their role but the association's manager, whose association is not known yet."""
    people = {}
    for member in CAST:
        if member.association:
            continue
        speaks_for = donor if member.role == Role.DONOR else None
        membership = grant_role(
            email=member.email, name=member.name, role=member.role, donor=speaks_for, by=None, at=at
        )
        people[member.first_name] = membership.user
    return people


def fill_stock(people: dict[str, User], *, at: datetime) -> None:
    """The donor's export, dirt included, and the erasure certificates that came with it."""
    inventory = read_inventory(DATA / "parc-donateur-1000.xlsx")
    import_stock(inventory=inventory, lot_reference="ORANGE-2026-1", donor_name="Orange", by=people["ines"], at=at)
    certificates = read_certificates(DATA / "parc-donateur-1000-effacements.csv")
    import_erasures(certificates=certificates, by=people["tom"], at=at)


def furnish_warehouse(people: dict[str, User], *, at: datetime) -> None:
    """A warehouse with its rooms and bins, the accessories that came with the machines, what is broken set apart."""
    said = {"by": people["ines"], "at": at}
    site = add_place(name="Entrepôt de la Cabucelle", parent=None, **said)
    room = add_place(name="Local 2", parent=site, **said)
    shelf = add_place(name="Étagère A", parent=room, **said)
    apart = add_place(name="À recycler", parent=room, **said)
    said["by"] = people["tom"]
    for standard, quantity in ACCESSORIES.items():
        kind = AccessoryKind.objects.get(standard=standard)
        receive_accessories(kind=kind, quantity=quantity, place=shelf, reference="ORANGE-2026-1", **said)
    broken = list(Device.objects.filter(blocking_flags__contains=Flag.OUT_OF_ORDER).order_by("serial"))
    move_devices(devices=broken, destination=apart, why="Hors service d’après l’inventaire du donateur", **said)


def read_registers(*, at: datetime) -> None:
    """Two extracts of the register of associations: who could apply, most of whom never will have. And a few places."""
    city = current_city()
    ours = country(city.country).area(commune=city.code)
    for name in ("rna_waldec_sample_latin1.csv", "registre-marseille.csv", "lieux-marseille.csv"):
        with open_register(DATA / name, country(city.country), ours) as register:
            take_in(register.entries(), by=None, at=at)


def receive_applications(programme: Programme, people: dict[str, User], *, at: datetime) -> None:
    """The 68 applications of the three waves, and a manager for one of the associations."""
    file = read_applications(DATA / "associations-demo.csv", country(programme.city.country))
    import_applications(file=file, programme=programme, by=people["ines"], at=at)
    for member in CAST:
        if member.association:
            association = Application.objects.get(source_id=member.association).association
            grant_role(
                email=member.email,
                name=member.name,
                role=member.role,
                association=association,
                by=people["ines"],
                at=at,
            )
            confirm_association(association=association, by=people["ines"], at=at)
            ask_to_join(**NEWCOMER, association=association, named=association.name, at=at + timedelta(days=36))


def simulate_waves(programme: Programme, people: dict[str, User], *, at: datetime) -> None:
    """A member of the committee has compared wave policies on the reference scenario before the first wave."""
    scenario = named_scenario("reference")
    run = ask_simulation(
        programme=programme,
        scenario=scenario,
        policies=default_policies(scenario),
        replications=DRAWS,
        seed=1,
        by=people["lucie"],
        at=at,
    )
    keep_report(run=run, report=compute_report(run=run), at=at + timedelta(minutes=1))


def prepare_next_year(programme: Programme, people: dict[str, User], *, at: datetime) -> None:
    """Three more days to apply to the second wave, by an amendment; and next year's programme begun from this one."""
    wave = Wave.objects.get(slug="vague-2")
    amendment = propose_amendment(
        wave=wave,
        wanted={"closes_on": wave.closes_on + timedelta(days=3)},
        reason="Une panne du site a empêché des associations de candidater pendant deux jours.",
        by=people["ines"],
        on=timezone.localdate(at),
        at=at,
    )
    publish_amendment(amendment=amendment, by=people["karim"], on=timezone.localdate(at), at=at)
    duplicate_programme(programme=programme, by=people["ines"], at=at)


def decide_first_wave(people: dict[str, User], *, at: datetime) -> None:
    """One officer proposes, another publishes."""
    wave = Wave.objects.get(slug="vague-1")
    proposal = propose_allocation(wave=wave, by=people["ines"], at=at)
    publish_allocation(proposal=proposal, by=people["karim"], at=at + timedelta(days=1))
    send_decisions(proposal, people, at=at + timedelta(days=1, hours=1))


def send_decisions(proposal: Proposal, people: dict[str, User], *, at: datetime) -> None:
    """The letters of a published wave, written, read, sent; those without an address wait for the printer."""
    proposal.refresh_from_db()
    write_missing(proposal=proposal, at=at)
    ready = fingerprint(proposal.letters.ready().values_list("pk", flat=True))
    release_letters(proposal=proposal, seen=ready, by=people["ines"], at=at + timedelta(hours=1))
    send_released(proposal=proposal, at=at + timedelta(hours=1))


def compare_scenarios(people: dict[str, User], *, at: datetime) -> None:
    """The committee prepares the second wave: three other rules to lay beside the published one."""
    wave = Wave.objects.get(slug="vague-2")
    published = published_rules(wave)
    for name, comment, rules in (
        ("Plancher 15", "De plus grands ateliers, quitte à servir moins d’associations.", replace(published, floor=15)),
        ("Plafond 25", "Un peu moins aux plus grandes demandes.", replace(published, cap=25)),
        ("Réserve de 60", "Garder une part pour le dernier lot.", replace(published, reserve="tranche", tranche=60)),
    ):
        save_scenario(wave=wave, name=name, comment=comment, rules=rules, by=people["lucie"], at=at)


def hand_over_first_machines(people: dict[str, User], *, at: datetime) -> None:
    """Some hand-overs signed, some announced, one half prepared; the rest waits."""
    allocations = list(published_allocations().order_by("application__reference"))
    for position, allocation in enumerate(allocations[: SIGNED + ANNOUNCED + 1]):
        handover = prepare_handover(allocation=allocation, by=people["tom"], at=at)
        fill_handover(handover=handover, by=people["tom"], at=at)
        count_accessories(
            handover=handover,
            keyboards=handover.scanned,
            mice=handover.scanned,
            seen=handover.version,
            by=people["tom"],
            at=at,
        )
        if position < SIGNED + ANNOUNCED:
            announce_handover(handover=handover, by=people["tom"], at=at)
        if position < SIGNED:
            sign_handover(
                handover=handover,
                signatory=SIGNATORIES[position % len(SIGNATORIES)],
                role="présidence de l’association",
                on=timezone.localdate(at),
                by=people["tom"],
                at=at + timedelta(hours=position),
            )


SIGNATORIES = ("Maud Perrin", "Idriss Benali", "Claire Fontana")
