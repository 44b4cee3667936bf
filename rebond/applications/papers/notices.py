"""The e-mails about papers."""

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.accounts.joining.actions import managers_of
from rebond.accounts.models import User
from rebond.applications.papers.models import Paper
from rebond.applications.papers.queries import papers_asked_in
from rebond.documents.deposits.models import Deposit
from rebond.mail.actions import plan_mail
from rebond.tenancy.queries import city_address


def paper_refused(paper: Paper, *, at: datetime) -> None:
    """Tell those who manage the association which paper is refused, why, and where to send another one."""
    for membership in managers_of(paper.application.association):
        write(paper, membership.user, at=at)


def deposit_settled(sender: type[Deposit], *, deposit: Deposit, at: datetime, **others: object) -> None:
    """Tell whoever sent a paper that it does not open: by then they may have left the page."""
    if deposit.is_refused:
        for paper in deposit.papers.select_related("draft__association", "application__association", "sent_by"):
            association = (paper.application or paper.draft).association
            if paper.sent_by.manages(association):
                write(paper, paper.sent_by, at=at)


def write(paper: Paper, to: User, *, at: datetime) -> None:
    """In the language of the reader, whoever decided."""
    file = paper.application or paper.draft
    route = "applications:papers" if paper.application else "applications:draft_papers"
    with override(to.language):
        label = papers_asked_in(file.wave).named(paper.kind).label_shown
        plan_mail(
            to=to.email,
            subject=_("Une pièce est à renvoyer : %(label)s") % {"label": label},
            body=render_to_string(
                "applications/papers/wanting.txt",
                {
                    "paper": paper,
                    "label": label,
                    "association": file.association,
                    "wave": file.wave,
                    "link": city_address() + reverse(route, args=[file.pk]),
                },
            ),
            about=file,
            at=at,
        )
