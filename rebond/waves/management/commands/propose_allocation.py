from rebond.accounts.commands import add_person
from rebond.safeguards.clock import now
from rebond.tenancy.commands import CityCommand
from rebond.waves.access import may_run_a_wave
from rebond.waves.actions import propose_allocation, propose_scenario
from rebond.waves.commands import person_who, refusals_as_nonsense, scenario_named, wave_named


class Command(CityCommand):
    help = "Propose l’attribution d’une vague par la règle publiée, ou par un scénario."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE", help="identifiant de la vague")
        parser.add_argument("--scenario", metavar="NOM", help="scénario enregistré, au lieu de la règle publiée")
        parser.add_argument("--reason", default="", metavar="TEXTE", help="motif publié d’une autre règle")
        add_person(parser, required=True)

    def act(self, **options):
        person = person_who(may_run_a_wave, options["by"])
        wave = wave_named(options["wave"])
        with refusals_as_nonsense():
            if options["scenario"] is None:
                proposal = propose_allocation(wave=wave, by=person, at=now())
            else:
                scenario = scenario_named(wave, options["scenario"])
                proposal = propose_scenario(scenario=scenario, departure=options["reason"], by=person, at=now())
        served = proposal.allocations.served().count()
        self.stdout.write(
            f"{wave} : {proposal.granted} ordinateurs sur {proposal.stock} proposés à {served} associations."
        )
