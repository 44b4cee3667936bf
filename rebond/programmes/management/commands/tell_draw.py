"""`rebond tell_draw SLUG RESULT`: write down the public draw on which a wave's lottery waits."""

from django.utils.translation import gettext as _

from rebond.accounts.commands import add_person, person_named
from rebond.programmes.actions import NoDrawToTell, tell_draw
from rebond.programmes.commands import named_wave
from rebond.programmes.forms import DrawForm
from rebond.safeguards.clock import now
from rebond.tenancy.commands import CityCommand, Nonsense


class Command(CityCommand):
    help = "Écrit le résultat du tirage public d’une vague close\u00a0: ses égalités peuvent alors être départagées."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE")
        parser.add_argument("result", metavar="RÉSULTAT")
        add_person(parser)

    def act(self, *, wave: str, result: str, by: str | None, **options):
        person, found, form = person_named(by), named_wave(wave), DrawForm({"result": result})
        if not form.is_valid():
            raise Nonsense(_("Résultat du tirage public\u00a0: %(why)s") % {"why": form.errors["result"][0]})
        try:
            tell_draw(wave=found, result=form.cleaned_data["result"], by=person, at=now())
        except NoDrawToTell as refused:
            raise Nonsense(
                _("%(wave)s\u00a0: aucun tirage public n’est attendu (état «\u00a0%(state)s\u00a0»).")
                % {"wave": found.name, "state": found.get_state_display()}
            ) from refused
        self.stdout.write(_("%(wave)s\u00a0: tirage public enregistré.") % {"wave": found.name})
