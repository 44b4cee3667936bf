"""Who acts, on the command line."""

from argparse import ArgumentParser

from rebond.accounts.models import User
from rebond.tenancy.commands import Nonsense


def add_person(parser: ArgumentParser, *, required: bool = False) -> None:
    """Add `--by EMAIL`. Without it the journal names the software itself."""
    parser.add_argument("--by", metavar="COURRIEL", required=required, help="personne au nom de qui agir")


def person_named(email: str | None) -> User | None:
    """The person of that address. Raises Nonsense when nobody has it."""
    if email is None:
        return None
    person = User.objects.filter(email=email.lower(), is_active=True).first()
    if person is None:
        raise Nonsense(f"Personne n'a l'adresse {email}.")
    return person
