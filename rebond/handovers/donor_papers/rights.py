"""Who sees a donor's page and papers, and who prepares them."""

from django.db.models import QuerySet

from rebond.accounts.models import Role, User
from rebond.handovers.donor_papers.models import DonorPaper
from rebond.organisations.models import Association, Donor

READERS = (Role.OFFICER, Role.ADMINISTRATOR, Role.ELECTED, Role.AUDITOR)


def reads_all(user: User) -> bool:
    return user.has_role(*READERS)


def donors_seen_by(user: User) -> QuerySet[Donor]:
    """Every donor for the city hall, one's own for a donor's people."""
    return Donor.objects.all() if reads_all(user) else Donor.objects.filter(pk__in=[one.pk for one in user.donors])


def papers_seen_by(user: User) -> QuerySet[DonorPaper]:
    """Every paper for the city hall; those of one's own donor or associations."""
    if reads_all(user):
        return DonorPaper.objects.all()
    mine = DonorPaper.objects.filter(donor__in=[one.pk for one in user.donors])
    theirs = Association.with_merged.standing_by([one.pk for one in user.associations])
    return mine | DonorPaper.objects.of(theirs)


def may_prepare(user: User, donor: Donor, association: Association) -> bool:
    """The officers, the donor's people and those who manage the association."""
    gives = any(one.pk == donor.pk for one in user.donors)
    return gives or user.manages(association) or user.has_role(Role.OFFICER, Role.ADMINISTRATOR)


def may_declare(user: User, donor: Donor) -> bool:
    """Only the donor says what its machines are worth, or an officer who writes down what it said."""
    return any(one.pk == donor.pk for one in user.donors) or user.has_role(Role.OFFICER, Role.ADMINISTRATOR)
