"""`rebond open_wave SLUG`: let associations apply to a wave."""

from django.utils.translation import gettext as _

from rebond.accounts.commands import add_person, person_named
from rebond.programmes.actions import DeadlineHasPassed, NotReady, open_wave
from rebond.programmes.commands import named_wave
from rebond.safeguards.clock import now, today
from rebond.safeguards.states import MoveNotAllowed
from rebond.tenancy.commands import CityCommand, Nonsense


class Command(CityCommand):
    help = "Ouvre une vague aux candidatures. Ses règles ne changent plus ensuite."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE")
        add_person(parser)

    def act(self, *, wave: str, by: str | None, **options):
        person, found = person_named(by), named_wave(wave)
        try:
            open_wave(wave=found, on=today(), by=person, at=now())
        except DeadlineHasPassed as late:
            raise Nonsense(_("%(wave)s\u00a0: la date de clôture est passée.") % {"wave": found.name}) from late
        except NotReady as missing:
            raise Nonsense(
                _("%(wave)s\u00a0: la vague n’est pas prête\u00a0: %(points)s.")
                % {"wave": found.name, "points": missing}
            ) from missing
        except MoveNotAllowed as refused:
            raise Nonsense(
                _("%(wave)s\u00a0: impossible, son état est «\u00a0%(state)s\u00a0».")
                % {"wave": found.name, "state": found.get_state_display()}
            ) from refused
        self.stdout.write(f"{found.name}\u00a0: {found.get_state_display().lower()}.")
