"""Reads of drafts, one per page."""

from rebond.accounts.models import User
from rebond.applications.drafts.models import Draft
from rebond.applications.models import Application
from rebond.applications.questionnaires.layout import Layout
from rebond.organisations.models import Association
from rebond.programmes.models import Wave


def drafts_seen_by(user: User):
    """The drafts that this person may open, with what their pages name."""
    return Draft.objects.visible_to(user).select_related(
        "association", "wave__programme__donor", "saved_by", "application"
    )


def open_draft(wave: Wave, association: Association) -> Draft | None:
    """The draft of an association for a wave that was not sent."""
    return Draft.objects.open().filter(wave=wave, association=association).first()


def reusable_applications(association: Association) -> list[Application]:
    """Earlier applications whose answers may be taken again, the latest first."""
    return list(
        Application.objects.filter(association=association).select_related("wave").order_by("-submitted_at", "-number")
    )


def next_step(draft: Draft, layout: Layout) -> int:
    """The first section that still asks for something; after the last one, reading again."""
    missing = layout.missing(draft.answers)
    return layout.section_of(missing[0].name) if missing else len(layout.sections) + 1
