"""The way through a draft: its sections, the papers where the wave asks for any, reading again."""

from django.urls import reverse
from django.utils.translation import gettext as _

from rebond.applications.drafts.models import Draft
from rebond.applications.papers.asked import AskedPapers
from rebond.applications.questionnaires.layout import Layout


def steps_of(draft: Draft, layout: Layout, asked: AskedPapers, *, here: int | str) -> list[dict]:
    """The bar; `here` is the place of a section, "papers" or "send".

    A section is done when nothing that must be answered is missing and something was.
    """
    missing = {entry.name for entry in layout.missing(draft.answers)}
    steps = []
    for place, section in enumerate(layout.sections, 1):
        names = {entry.name for entry in section.entries}
        done = missing.isdisjoint(names) and not names.isdisjoint(draft.answers)
        steps.append(
            {
                "title": section.title,
                "state": "now" if place == here else "done" if done else "next",
                "url": reverse("applications:step", args=[draft.pk, place]),
            }
        )
    beyond = {"papers": ("applications:draft_papers", _("Les pièces"))} if asked.papers else {}
    beyond["send"] = ("applications:send", _("Relire et envoyer"))
    for key, (route, title) in beyond.items():
        steps.append(
            {"title": title, "state": "now" if key == here else "next", "url": reverse(route, args=[draft.pk])}
        )
    return steps
