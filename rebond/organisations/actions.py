"""Registering who gives and who receives."""

from datetime import datetime

from rebond.journal.actions import record
from rebond.organisations.models import Association, Donor
from rebond.organisations.names import search_text
from rebond.organisations.search import index
from rebond.safeguards.deeds import deed
from rebond.tenancy.models import TenantModel


@deed
def register_donor(*, name: str, siren: str = "", by: TenantModel | None, at: datetime) -> Donor:
    """The donor of that name, entered on first mention."""
    donor, is_new = Donor.objects.get_or_create(name=name, defaults={"siren": siren})
    if is_new:
        record("donor_registered", of=donor, by=by, at=at)
    return donor


@deed
def register_association(*, by: TenantModel | None, at: datetime, name: str, **identity) -> Association:
    """Enter an association, or one more site of it. `identity` holds fields of the model by name.

    Raises django's IntegrityError when another one has the same SIRET.
    """
    association = Association.objects.create(name=name, search_text=search_text(name)[:300], **identity)
    index([association])
    record("association_registered", of=association, by=by, at=at)
    return association


@deed
def complete_association(*, association: Association, by: TenantModel | None, at: datetime, **identity) -> None:
    """Change what is known of an association; nothing is written when nothing changes."""
    changes = {field: value for field, value in identity.items() if getattr(association, field) != value}
    if not changes:
        return
    if "name" in changes:
        changes["search_text"] = search_text(changes["name"])[:300]
    association.save_version(association.version, **changes)
    index([association])
    record("association_changed", of=association, by=by, at=at, fields=sorted(changes))
