from rebond.accounts.commands import add_person
from rebond.safeguards.clock import now
from rebond.safeguards.versions import EditedMeanwhile
from rebond.tenancy.commands import CityCommand, Nonsense
from rebond.waves.access import may_change_allocations
from rebond.waves.actions import change_allocation
from rebond.waves.commands import draft_named, person_who, refusals_as_nonsense, wave_named


class Command(CityCommand):
    help = "Change le nombre attribué à une candidature, avec un motif."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE", help="identifiant de la vague")
        parser.add_argument("application", metavar="CANDIDATURE", help="référence de la candidature")
        parser.add_argument("units", metavar="NOMBRE", type=int, help="ordinateurs attribués")
        parser.add_argument("--reason", metavar="TEXTE", default="", help="motif, public")
        add_person(parser, required=True)

    def act(self, **options):
        person = person_who(may_change_allocations, options["by"])
        proposal = draft_named(wave_named(options["wave"]))
        allocation = proposal.allocations.filter(application__reference=options["application"]).first()
        if allocation is None:
            raise Nonsense(f"La proposition ne contient pas de candidature « {options['application']} ».")
        with refusals_as_nonsense():
            try:
                changed = change_allocation(
                    allocation=allocation, units=options["units"], reason=options["reason"], by=person, at=now()
                )
            except EditedMeanwhile as error:
                raise Nonsense("Une autre personne vient de changer cette attribution : recommencez.") from error
        proposal.refresh_from_db()
        self.stdout.write(
            f"{options['application']} : {changed.units} ordinateurs au lieu de {changed.proposed} proposés ; "
            f"{proposal.granted} attribués, il en reste {proposal.left}."
        )
