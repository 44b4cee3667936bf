from rebond.accounts.commands import add_person
from rebond.safeguards.clock import now
from rebond.tenancy.commands import CityCommand
from rebond.waves.access import may_run_a_wave
from rebond.waves.actions import propose_allocation
from rebond.waves.commands import person_who, refusals_as_nonsense, wave_named


class Command(CityCommand):
    help = "Propose l’attribution d’une vague par la règle publiée."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE", help="identifiant de la vague")
        add_person(parser, required=True)

    def act(self, **options):
        person = person_who(may_run_a_wave, options["by"])
        wave = wave_named(options["wave"])
        with refusals_as_nonsense():
            proposal = propose_allocation(wave=wave, by=person, at=now())
        served = proposal.allocations.served().count()
        self.stdout.write(
            f"{wave} : {proposal.granted} ordinateurs sur {proposal.stock} proposés à {served} associations."
        )
