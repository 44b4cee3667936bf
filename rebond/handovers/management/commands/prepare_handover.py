"""`rebond prepare_handover WAVE APPLICATION`: gather the machines of one association."""

from django.db import transaction
from django.db.models import Q

from rebond.accounts.commands import add_person
from rebond.handovers import actions
from rebond.handovers.access import may_prepare
from rebond.handovers.commands import refusals_as_nonsense, text_of
from rebond.handovers.models import Handover
from rebond.safeguards.clock import now
from rebond.stock.codes import MOST_CODES, codes_in
from rebond.tenancy.commands import CityCommand, Nonsense
from rebond.waves.commands import person_who, wave_named
from rebond.waves.models import Allocation
from rebond.waves.queries import published_allocations


class Command(CityCommand):
    help = "Prépare la remise d’une association : ses machines par numéro, ses claviers et ses souris. Tout ou rien."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE", help="identifiant de la vague (vague-1)")
        parser.add_argument("application", metavar="CANDIDATURE", help="référence de la candidature (V1-021)")
        parser.add_argument(
            "--serials", metavar="FICHIER", help="numéros des machines, un par ligne ; - pour l’entrée standard"
        )
        parser.add_argument("--fill", action="store_true", help="compléter avec les machines prêtes du stock")
        parser.add_argument("--keyboards", type=int, metavar="N", help="nombre de claviers")
        parser.add_argument("--mice", type=int, metavar="N", help="nombre de souris")
        add_person(parser, required=True)

    def act(self, *, wave, application, serials, fill, keyboards, mice, by, **options):
        person = person_who(may_prepare, by)
        allocation = allocation_named(wave, application)
        codes = codes_in(text_of(serials)) if serials else []
        if len(codes) > MOST_CODES:
            raise Nonsense(f"{serials} contient {len(codes)} numéros\u00a0: {MOST_CODES} au plus à la fois.")
        with refusals_as_nonsense(), transaction.atomic():
            handover = opened(allocation, person)
            scans = actions.add_devices(handover=handover, codes=codes, by=person, at=now())
            refused = [str(scan.refusal) for scan in scans if scan.refusal]
            if refused:
                raise Nonsense(f"Rien n’est enregistré. {' '.join(refused)}")
            if fill:
                actions.fill_handover(handover=handover, by=person, at=now())
            self.count(handover, keyboards, mice, person)
        self.stdout.write(
            f"{handover.reference}\u00a0: {handover.scanned} ordinateurs sur {handover.units}, "
            f"{handover.keyboards} claviers, {handover.mice} souris, pour «\u00a0{handover.association}\u00a0»."
        )

    def count(self, handover, keyboards, mice, person):
        if keyboards is None and mice is None:
            return
        keyboards = handover.keyboards if keyboards is None else keyboards
        mice = handover.mice if mice is None else mice
        if not (0 <= keyboards <= handover.units and 0 <= mice <= handover.units):
            raise Nonsense(f"Comptez de 0 à {handover.units} claviers et souris\u00a0: un par ordinateur attribué.")
        actions.count_accessories(
            handover=handover, keyboards=keyboards, mice=mice, seen=handover.version, by=person, at=now()
        )


def allocation_named(wave: str, application: str) -> Allocation:
    """The published allocation of an application, by its reference or by its number in the imported file."""
    allocations = published_allocations(wave_named(wave))
    found = allocations.filter(Q(application__reference=application) | Q(application__source_id=application)).first()
    if found is None:
        raise Nonsense(f"«\u00a0{application}\u00a0» n’a pas d’attribution publiée dans «\u00a0{wave}\u00a0».")
    return found


def opened(allocation: Allocation, person) -> Handover:
    """The hand-over that is being prepared, or a new one."""
    try:
        return actions.prepare_handover(allocation=allocation, by=person, at=now())
    except actions.HandoverUnderWay as under_way:
        return under_way.handover
