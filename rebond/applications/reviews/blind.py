"""Files without a name: what readers see of a blind wave, and everybody of a file that is not theirs to see."""

from collections.abc import Iterable, Iterator

from rebond.accounts.models import User
from rebond.applications.models import Application
from rebond.applications.questions import PERSONAL
from rebond.applications.reviews.access import reads_blind
from rebond.applications.reviews.seal import CALLING
from rebond.organisations.models import Association
from rebond.programmes.models import Wave


def veil(application: Application) -> Application:
    """The same application in memory, its reference in the place of names, address and numbers. Never to be saved."""
    known = application.association
    application.association = Association(
        pk=known.pk,
        city_id=known.city_id,
        name=application.reference,
        search_text=application.reference.lower(),
        district_code=known.district_code,
    )
    application.declared, application.source_id = {}, ""
    application.answers = {name: given for name, given in application.answers.items() if name not in PERSONAL}
    return application


def names_would_tell(wave: Wave) -> bool:
    """Whether a list of names would tell whose file is whose: while the files of a blind wave come one by one."""
    return wave.blind and wave.state in CALLING


def seen_by(user: User, applications: Iterable[Application]) -> Iterator[Application]:
    """Applications as this person may read them, one after the other."""
    return (veil(one) if reads_blind(user, one.wave) else one for one in applications)
