from rebond.accounts.commands import add_person
from rebond.jobs import enqueue
from rebond.safeguards.clock import now
from rebond.tenancy.commands import CityCommand
from rebond.waves.access import may_run_a_wave
from rebond.waves.actions import publish_allocation
from rebond.waves.commands import draft_named, person_who, refusals_as_nonsense, wave_named
from rebond.waves.letters.tasks import write_letters


class Command(CityCommand):
    help = "Publie l’attribution d’une vague, au nom d’une autre personne que celle qui l’a proposée."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE", help="identifiant de la vague")
        add_person(parser, required=True)

    def act(self, **options):
        person = person_who(may_run_a_wave, options["by"])
        wave = wave_named(options["wave"])
        with refusals_as_nonsense():
            proposal = publish_allocation(proposal=draft_named(wave), by=person, at=now())
        enqueue(write_letters, proposal=proposal.pk)
        served = proposal.allocations.served().count()
        self.stdout.write(
            f"{wave} : attribution publiée, {proposal.granted} ordinateurs pour {served} associations. "
            f"SHA-256 du procès-verbal : {proposal.record_sha256}"
        )
