"""The paper form as plain data: the questions of a wave in their order, numbered, with their conditions in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.applications.drafts.models import Draft
from rebond.applications.papers.queries import papers_asked_in
from rebond.applications.questionnaires.editor.changes import answers_of
from rebond.applications.questionnaires.layout import Entry
from rebond.applications.questionnaires.queries import layout_of
from rebond.countries import country
from rebond.documents.pdf import qr_code, render_pdf
from rebond.organisations.models import Association
from rebond.programmes.models import Wave
from rebond.tenancy.queries import city_address
from rebond.tenancy.scope import current_city


def render_form(wave: Wave, draft: Draft | None = None) -> bytes:
    """The form of a wave, in French: blank for anybody, or for one association with the code of its draft."""
    with override("fr"):
        return render_pdf("applications/on_paper/form.typ", form_of(wave, draft))


def form_of(wave: Wave, draft: Draft | None) -> dict[str, Any]:
    """What the form says; its own words are in applications/on_paper/form.typ. None of the draft's answers is on it."""
    programme, city = wave.programme, current_city()
    law = country(city.country)
    route = law.LEGAL_ROUTES[programme.legal_route]
    return {
        "city": city.name,
        "programme": programme.title,
        "wave": wave.name,
        "day": wave.opens_on.isoformat(),
        "closes": wave.closes_on.isoformat(),
        "floor": wave.floor,
        "cap": wave.cap,
        "service": programme.contact_name or _("Ville de %(city)s") % {"city": city.name},
        "email": programme.contact_email,
        "code": draft.code if draft else "",
        "qr": qr_code(address_of(draft)) if draft else "",
        "association": identity_of(draft.association if draft else None),
        "sections": sections_of(wave),
        "papers": [
            {"title": str(one.label_shown), "help": str(one.help_shown), "needed": one.is_needed}
            for one in papers_asked_in(wave)
        ],
        "engagement": {
            "title": _(law.ENGAGEMENT.title),
            "version": law.ENGAGEMENT.version,
            "commitments": [_(one) for one in law.ENGAGEMENT.commitments],
        }
        if route.is_subsidy_in_kind
        else None,
    }


def address_of(draft: Draft) -> str:
    """Where the code leads an officer who scans it."""
    return f"{city_address()}{reverse('applications:attach_form')}?code={draft.code}"


def identity_of(association: Association | None) -> list[list[str]]:
    """What identifies the association, to be read or to be written."""
    known = association or Association()
    return [
        [_("Nom de l’association"), known.name],
        [_("Numéro RNA"), known.rna],
        [_("Numéro SIRET"), known.siret],
        [_("Adresse"), known.address],
        [_("Code postal et ville"), f"{known.postal_code} {known.town}".strip()],
    ]


def sections_of(wave: Wave) -> list[dict[str, Any]]:
    """The sections with their numbered questions."""
    layout = layout_of(wave)
    numbers = {entry.name: number for number, entry in enumerate(layout.entries, 1)}
    asked = layout.by_name
    return [
        {
            "title": str(section.title),
            "questions": [question_of(entry, numbers, asked) for entry in section.entries],
        }
        for section in layout.sections
        if section.entries
    ]


def question_of(entry: Entry, numbers: dict[str, int], asked: dict[str, Entry]) -> dict[str, Any]:
    question = entry.question
    return {
        "number": numbers[entry.name],
        "name": entry.name,
        "kind": question.kind,
        "label": str(entry.label_shown),
        "help": str(entry.help_shown),
        "required": entry.required,
        "unit": str(question.unit),
        "choices": list(answers_of(entry).values()),
        "condition": condition_in_words(entry, numbers, asked),
    }


def condition_in_words(entry: Entry, numbers: dict[str, int], asked: dict[str, Entry]) -> str:
    """« Seulement si vous avez répondu « oui » à la question 12 », or nothing."""
    condition = entry.only_if
    if condition is None or condition.question not in asked:
        return ""
    choices = answers_of(asked[condition.question])
    said = _(" ou ").join(f"«\u00a0{choices.get(value, value)}\u00a0»" for value in condition.values)
    return _("Seulement si vous avez répondu %(said)s à la question %(number)s") % {
        "said": said,
        "number": numbers[condition.question],
    }
