"""The people of the demonstration: the same in tests, demo and docs. All invented."""

from dataclasses import dataclass

from rebond.accounts.models import Role


@dataclass(frozen=True)
class Member:
    """Somebody who can be entered as with one click; `association` is the application's own number in the file."""

    first_name: str
    name: str
    role: Role
    association: str = ""

    @property
    def email(self) -> str:
        return f"{self.first_name}@marseille.example"


CAST = (
    Member("ines", "Inès Ferrand", Role.OFFICER),
    Member("karim", "Karim Saïd", Role.OFFICER),
    Member("lucie", "Lucie Moreau", Role.COMMITTEE),
    Member("awa", "Awa Diallo", Role.MANAGER, association="ASSO-021"),
    Member("remi", "Rémi Costa", Role.DONOR),
    Member("tom", "Tom Girard", Role.WAREHOUSE),
    Member("nadia", "Nadia Rossi", Role.ELECTED),
    Member("paul", "Paul Vidal", Role.AUDITOR),
    Member("sam", "Sam Leroy", Role.ADMINISTRATOR),
)
