"""Applications, made with as little as a test needs to say."""

from datetime import UTC, datetime

from rebond.applications.drafts.actions import Consent, save_draft, start_draft
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.papers.actions import send_paper
from rebond.applications.papers.models import Paper
from rebond.documents.deposits.actions import accept_deposit
from rebond.jobs.models import Job
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from tests.factories.accounts import person
from tests.factories.organisations import association as an_association

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
# Everything that must be answered, as a draft keeps it.
COMPLETE = {
    "theme": "illettrisme",
    "beneficiaries": 726,
    "budget": 274_000,
    "publics": ["personnes-exilees"],
    "qpv_share": 85,
    "uses": ["formation_certifiante"],
    "weekly_sessions": 3,
    "seats": 4,
    "has_room": True,
    "internet": "4g_partage",
    "current_computers": 11,
    "old_computers": 9,
    "screens": 6,
    "digital_contact": False,
    "requested": 24,
    "minimum": 12,
}


def application(wave: Wave, association: Association | None = None, **fields) -> Application:
    """An eligible application for 24 machines (12 at least) with 40 points, of a new association by default."""
    number = Application.objects.filter(wave=wave).count() + 1
    association = association or an_association(f"Association {wave.number}-{number}")
    defaults = {
        "number": number,
        "reference": f"V{wave.number}-{number:03d}",
        "state": Application.State.ELIGIBLE,
        "answers": {"theme": "illettrisme", "uses": ["ateliers_beneficiaires"]},
        "declared": {"name": association.name},
        "requested": 24,
        "minimum": 12,
        "points": 40,
        "submitted_at": MONDAY,
    }
    return Application.objects.create(wave=wave, association=association, **defaults | fields)


def draft(wave: Wave, association: Association, **answers) -> Draft:
    """A draft that the city types for an association, with everything that must be answered."""
    consent = Consent("Awa Diallo", Draft.Consent.PHONE)
    made = start_draft(wave=wave, association=association, consent=consent, by=person("ines"), at=MONDAY)
    save_draft(draft=made, seen=made.version, answers=COMPLETE | answers, by=person("ines"), at=MONDAY)
    return made


def clean_paper(file: Draft | Application, kind: str = "statutes") -> Paper:
    """A paper that was sent to a draft or an application, and found clean."""
    made = send_paper(file=file, kind=kind, name="Statuts.pdf", content=b"%PDF-1.7", by=person("ines"), at=MONDAY)
    accept_deposit(deposit=made.deposit, content=b"%PDF-1.7", kind="pdf", at=MONDAY)
    Job.objects.filter(args_kwargs__kwargs__deposit=str(made.deposit_id)).delete()
    return made
