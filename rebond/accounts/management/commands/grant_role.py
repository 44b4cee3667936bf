"""`rebond grant_role EMAIL ROLE`: how the first administrator of a city comes in."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from rebond.accounts.actions import grant_role
from rebond.accounts.commands import add_person, person_named
from rebond.accounts.models import Role
from rebond.organisations.models import Association, Donor
from rebond.safeguards.clock import now
from rebond.tenancy.commands import CityCommand, Nonsense


class Command(CityCommand):
    help = "Donne un rôle à une personne, qui se connecte ensuite par un code envoyé à son adresse."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="COURRIEL")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--name", default="", help="prénom et nom")
        parser.add_argument("--association", metavar="SIRET|RNA", help="pour un responsable d'association")
        parser.add_argument("--donor", metavar="NOM", help="pour un donateur")
        add_person(parser)

    def act(self, email, role, name, association, donor, by, **options):
        try:
            validate_email(email)
        except ValidationError as refusal:
            raise Nonsense(f"« {email} » n'est pas une adresse électronique.") from refusal
        membership = grant_role(
            email=email,
            name=name or email.split("@")[0],
            role=role,
            association=self.association_for(role, association),
            donor=self.donor_for(role, donor),
            by=person_named(by),
            at=now(),
        )
        self.stdout.write(f"{membership.user.email} : {membership.get_role_display()}.")

    def association_for(self, role: str, number: str | None) -> Association | None:
        if role != Role.MANAGER:
            return None
        found = list(Association.objects.filter(siret=number or "?") or Association.objects.filter(rna=number or "?"))
        if len(found) != 1:
            raise Nonsense("Précisez l'association par son SIRET ou son RNA : --association NUMÉRO.")
        return found[0]

    def donor_for(self, role: str, name: str | None) -> Donor | None:
        if role != Role.DONOR:
            return None
        donor = Donor.objects.filter(name__iexact=name or "").first()
        if donor is None:
            raise Nonsense("Précisez le donateur par son nom : --donor NOM.")
        return donor
