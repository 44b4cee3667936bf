"""`rebond close_wave SLUG`: take no more applications for a wave."""

from django.utils.translation import gettext as _

from rebond.accounts.commands import add_person, person_named
from rebond.programmes.actions import close_wave
from rebond.programmes.commands import named_wave
from rebond.safeguards.clock import now
from rebond.safeguards.states import MoveNotAllowed
from rebond.tenancy.commands import CityCommand, Nonsense


class Command(CityCommand):
    help = "Clôt les candidatures d’une vague\u00a0: l’examen peut commencer."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE")
        add_person(parser)

    def act(self, *, wave: str, by: str | None, **options):
        person, found = person_named(by), named_wave(wave)
        try:
            close_wave(wave=found, by=person, at=now())
        except MoveNotAllowed as refused:
            raise Nonsense(
                _("%(wave)s\u00a0: impossible, son état est «\u00a0%(state)s\u00a0».")
                % {"wave": found.name, "state": found.get_state_display()}
            ) from refused
        self.stdout.write(f"{found.name}\u00a0: {found.get_state_display().lower()}.")
