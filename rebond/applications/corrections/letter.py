"""The mail that asks for what is missing: the same words in the preview, in the outbox and on paper."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.applications.corrections.queries import label_of
from rebond.applications.models import Application
from rebond.applications.papers.queries import papers_asked_in
from rebond.applications.questionnaires.queries import layout_for
from rebond.interface.templatetags.interface import date_long
from rebond.programmes.letters.models import LetterText
from rebond.programmes.letters.text import letter_text
from rebond.tenancy.queries import city_address


@dataclass(frozen=True)
class Asked:
    """One point that an officer writes: a question by name, or a paper by kind, or something else in words."""

    kind: str
    question: str
    text: str
    paper: str = ""


@dataclass(frozen=True)
class AskingMail:
    """A mail ready to leave, and the version of the city's text that it holds."""

    subject: str
    body: str
    version: int

    @property
    def fingerprint(self) -> str:
        """What an officer read in the preview is what leaves: one sign more, and it is another one."""
        return hashlib.sha256(f"{self.subject}\n{self.body}".encode()).hexdigest()


def asking_mail(application: Application, asked: Sequence[Asked], due_on: date) -> AskingMail:
    """The mail to the association, in French, whoever looks at its preview."""
    with override("fr"):
        letter = letter_text(
            application.wave.programme,
            LetterText.Kind.INCOMPLETE,
            {
                "association": application.association.name,
                "reference": application.reference,
                "vague": application.wave.name,
                "pieces": "\n".join(f"– {line}" for line in lines_of(application, asked)),
                "date": date_long(due_on),
            },
        )
        link = city_address() + reverse("applications:detail", args=[application.pk])
        answer = _("Pour répondre, point par point\u00a0: %(link)s") % {"link": link}
        subject = _("Candidature %(reference)s\u00a0: à compléter au plus tard le %(day)s") % {
            "reference": application.reference,
            "day": date_long(due_on),
        }
    return AskingMail(subject=subject, body=f"{letter.text}\n\n{answer}", version=letter.version)


def lines_of(application: Application, asked: Sequence[Asked]) -> list[str]:
    """Each point on one line: « Budget annuel : le total ne correspond pas aux comptes »."""
    layout, papers = layout_for(application), papers_asked_in(application.wave)
    lines = []
    for one in asked:
        label = label_of(one, layout, papers)
        lines.append("\u00a0: ".join(part for part in (label, one.text) if part))
    return lines
