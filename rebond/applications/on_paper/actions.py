"""What happens to the paper form: it is printed for an association, and comes back."""

from datetime import datetime

from rebond.accounts.models import User
from rebond.applications.drafts.actions import Consent, start_draft
from rebond.applications.drafts.models import Draft
from rebond.applications.papers.actions import send_paper
from rebond.applications.papers.asked import FORM
from rebond.journal.actions import record
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from rebond.safeguards.deeds import deed


@deed
def prepare_form(*, wave: Wave, association: Association, by: User, at: datetime) -> Draft:
    """Have a draft whose code the association's paper form carries. It is theirs until the form comes.

    Raises WaveTakesNoApplications, AlreadyApplied.
    """
    draft = start_draft(wave=wave, association=association, by=by, at=at)
    record("paper_form_prepared", of=draft, by=by, at=at)
    return draft


@deed
def attach_form(*, draft: Draft, given_by: str, name: str, content: bytes, by: User, at: datetime) -> Draft:
    """Tie a scanned form to its draft: its signature is the association's consent that the city types.

    The scan stays with the papers. A form of several pages comes once, or page by page.

    Raises WaveTakesNoApplications, AlreadyApplied, TooManyPapers, Refused (documents.inspection).
    """
    consent = Consent(given_by, Draft.Consent.LETTER)
    draft = start_draft(wave=draft.wave, association=draft.association, consent=consent, by=by, at=at)
    send_paper(file=draft, kind=FORM, name=name, content=content, by=by, at=at)
    record("paper_form_attached", of=draft, by=by, at=at)
    return draft
