"""`rebond save_scenario VAGUE NOM --floor 5 …`: keep rules under a name, to compare them or to propose them."""

from django.http import QueryDict

from rebond.accounts.commands import add_person
from rebond.safeguards.clock import now
from rebond.tenancy.commands import CityCommand, Nonsense
from rebond.waves.access import may_change_allocations
from rebond.waves.commands import person_who, refusals_as_nonsense, wave_named
from rebond.waves.rules import published_rules
from rebond.waves.scenarios.actions import save_scenario
from rebond.waves.scenarios.forms import ScenarioForm
from rebond.waves.scenarios.models import Scenario
from rebond.waves.scenarios.views.deeds import form_of


class Command(CityCommand):
    help = "Enregistre un scénario : ce qui n’est pas dit reste comme dans la règle publiée."

    def add_arguments(self, parser):
        parser.add_argument("wave", metavar="VAGUE")
        parser.add_argument("name", metavar="NOM")
        for field in Scenario.RULES:
            parser.add_argument(f"--{field.replace('_', '-')}", dest=field, metavar=field.upper())
        parser.add_argument("--comment", default="", metavar="TEXTE")
        add_person(parser, required=True)

    def act(self, **options):
        person, wave = person_who(may_change_allocations, options["by"]), wave_named(options["wave"])
        published = published_rules(wave)
        typed = QueryDict(mutable=True)
        typed.update({"name": options["name"], "comment": options["comment"]})
        for field in Scenario.RULES:
            typed[field] = getattr(published, field) if options[field] is None else options[field]
        form = form_of(ScenarioForm, typed, wave, published)
        if not form.is_valid():
            said = [f"{one['field'].label} : {one['text']}" if one["field"] else one["text"] for one in form.sentences]
            raise Nonsense(" ".join(said))
        with refusals_as_nonsense():
            save_scenario(
                wave=wave,
                name=form.cleaned_data["name"],
                comment=form.cleaned_data["comment"],
                rules=form.rules,
                by=person,
                at=now(),
            )
        self.stdout.write(f"{wave} : scénario « {options['name']} » enregistré.")
