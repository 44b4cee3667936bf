"""`rebond decide_application REFERENCE --decision eligible|ineligible --reason TEXT`: an officer decides."""

from django.utils.translation import gettext as _

from rebond.accounts.commands import add_person, person_named
from rebond.applications.access import may_decide
from rebond.applications.actions import NothingToDecide, override_eligibility
from rebond.applications.models import Application
from rebond.safeguards.clock import now
from rebond.safeguards.states import MoveNotAllowed
from rebond.tenancy.commands import CityCommand, Nonsense


class Command(CityCommand):
    help = "Décide de la recevabilité d’une candidature, contre la règle ou pour lever un doute, avec un motif."

    def add_arguments(self, parser):
        parser.add_argument("reference", metavar="RÉFÉRENCE", help="V2-019, ou le numéro du fichier importé")
        parser.add_argument("--decision", required=True, choices=["eligible", "ineligible"])
        parser.add_argument("--reason", metavar="MOTIF", required=True)
        add_person(parser, required=True)

    def act(self, *, reference: str, decision: str, reason: str, by: str, **options):
        person = person_named(by)
        if not may_decide(person):
            raise Nonsense(_("%(name)s ne décide pas de la recevabilité.") % {"name": person})
        if not reason.strip() or len(reason) > 500:
            raise Nonsense(_("Le motif est un texte de 1 à 500 caractères."))
        application = application_named(reference)
        try:
            override_eligibility(application=application, decision=decision, reason=reason.strip(), by=person, at=now())
        except (NothingToDecide, MoveNotAllowed) as refused:
            raise Nonsense(
                _("%(reference)s\u00a0: déjà «\u00a0%(state)s\u00a0», ou l’attribution est publiée.")
                % {"reference": application.reference, "state": application.get_state_display()}
            ) from refused
        self.stdout.write(f"{application.reference}\u00a0: {application.get_state_display().lower()}.")


def application_named(reference: str) -> Application:
    """The live application of that reference, or of that number in the imported file. Raises Nonsense."""
    live = Application.objects.live().select_related("wave__programme")
    found = live.filter(reference=reference).first() or live.filter(source_id=reference).first()
    if found is None:
        raise Nonsense(_("Aucune candidature ne porte le numéro «\u00a0%(number)s\u00a0».") % {"number": reference})
    return found
