"""The cast: the same people in tests, demo and docs."""

from datetime import UTC, datetime

from rebond.accounts.joining.actions import ask_to_join
from rebond.accounts.joining.models import JoinRequest
from rebond.accounts.models import Membership, Role, User

CAST = {
    "ines": ("Inès Ferrand", Role.OFFICER),
    "karim": ("Karim Saïd", Role.OFFICER),
    "lucie": ("Lucie Moreau", Role.COMMITTEE),
    "tom": ("Tom Girard", Role.WAREHOUSE),
    "nadia": ("Nadia Rossi", Role.ELECTED),
    "paul": ("Paul Vidal", Role.AUDITOR),
    "sam": ("Sam Leroy", Role.ADMINISTRATOR),
}


def person(first_name: str) -> User:
    """A member of the cast with their role in the city of the scope, made on first use."""
    name, role = CAST[first_name]
    user = User.objects.filter(email=f"{first_name}@marseille.example").first()
    if user is None:
        user = User.objects.create_user(f"{first_name}@marseille.example", name=name)
        Membership.objects.create(user=user, role=role)
    return user


def reader(first_name: str) -> User:
    """One more member of the committee."""
    email = f"{first_name}@commission.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=first_name.capitalize())
    Membership.objects.get_or_create(user=user, role=Role.COMMITTEE)
    return user


def manager_of(association, first_name: str = "awa", name: str = "Awa Diallo") -> User:
    """The manager of an association."""
    user = User.objects.create_user(f"{first_name}@association.example", name=name)
    Membership.objects.create(user=user, role=Role.MANAGER, association=association)
    return user


def colleague(first_name: str) -> User:
    """Somebody of the warehouse who is not of the cast."""
    user = User.objects.create_user(f"{first_name}@ville.example", name="Ali Ben")
    Membership.objects.create(user=user, role=Role.WAREHOUSE)
    return user


def join_request(association=None, **fields) -> JoinRequest:
    """Léa asks to answer for an association."""
    typed = {"named": association.name if association else "Un nom", "number": "", "name": "Léa Roux"}
    typed |= {"email": "lea@association.example", "function": "bénévole", "message": ""}
    return ask_to_join(association=association, **typed | fields, at=datetime(2026, 11, 26, 9, tzinfo=UTC))


def donor_contact(donor, first_name: str = "remi", name: str = "Rémi Costa") -> User:
    """The person who speaks for a donor."""
    user = User.objects.create_user(f"{first_name}@donateur.example", name=name)
    Membership.objects.create(user=user, role=Role.DONOR, donor=donor)
    return user
