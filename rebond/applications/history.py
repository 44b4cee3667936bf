"""What happened to an application, and which mails left about it, as its association may read it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.accounts.joining.actions import managers_of
from rebond.applications.models import Application
from rebond.applications.papers.queries import papers_asked_in
from rebond.applications.standing import Standing
from rebond.journal.models import Entry
from rebond.mail.models import Mail
from rebond.mail.queries import about
from rebond.programmes.models import Amendment

# What the journal says that concerns the association: title, kind of the mark.
TOLD: Mapping[str, tuple[str | Promise, str]] = {
    "application_changed": (gettext_lazy("Réponses modifiées"), "neutral"),
    "application_withdrawn": (gettext_lazy("Candidature retirée"), "neutral"),
    "eligibility_decided": (gettext_lazy("Recevabilité décidée par le service"), "info"),
    "correction_asked": (gettext_lazy("Compléments demandés"), "attention"),
    "correction_reminded": (gettext_lazy("Rappel envoyé"), "neutral"),
    "correction_completed": (gettext_lazy("Compléments envoyés"), "done"),
    "correction_withdrawn": (gettext_lazy("Demande de compléments retirée"), "neutral"),
}


def history_of(application: Application, standing: Standing) -> list[dict[str, Any]]:
    """What happened, the latest first: as the timeline shows it."""
    events: list[dict[str, Any]] = [
        {"at": application.submitted_at, "title": _("Candidature reçue"), "kind": "done"},
    ]
    entries = Entry.objects.filter(subject_id=str(application.pk), verb__in=TOLD)
    for at, verb in entries.values_list("at", "verb"):
        title, kind = TOLD[verb]
        events.append({"at": at, "title": title, "kind": kind})
    events += papers_told(application)
    for amendment in amendments_since(application):
        events.append(
            {
                "at": amendment.published_at,
                "title": _("Un avenant de la vague est publié"),
                "text": amendment.reason,
                "kind": "attention",
            }
        )
    for stop in standing.journey[1:]:
        if stop["state"] == "done" and stop["date"]:
            where = "at" if isinstance(stop["date"], datetime) else "on"
            events.append({where: stop["date"], "title": stop["title"], "kind": "done"})
    return sorted(events, key=moment_of)[::-1]


def papers_told(application: Application) -> Iterator[dict[str, Any]]:
    """The papers that came after the application, and what was decided on each."""
    asked = papers_asked_in(application.wave)
    for paper in application.papers.all():
        said = {"paper": asked.named(paper.kind).label_shown}
        if paper.sent_at > application.submitted_at:
            yield {"at": paper.sent_at, "title": _("Pièce envoyée : %(paper)s") % said, "kind": "done"}
        if paper.state == paper.State.ACCEPTED:
            yield {"at": paper.decided_at, "title": _("Pièce acceptée : %(paper)s") % said, "kind": "done"}
        elif paper.state == paper.State.REFUSED:
            title = _("Pièce refusée : %(paper)s") % said
            yield {"at": paper.decided_at, "title": title, "text": paper.reason, "kind": "attention"}


def moment_of(event: Mapping[str, Any]) -> tuple[date, bool, str]:
    """Its place in time; what has only a day comes after what has an hour of that day."""
    if "on" in event:
        return event["on"], True, ""
    local = timezone.localtime(event["at"])
    return local.date(), False, local.isoformat()


def amendments_since(application: Application) -> QuerySet[Amendment]:
    """What changed in the wave, with a reason, after the association had applied."""
    published = Amendment.objects.filter(wave=application.wave_id, state=Amendment.State.PUBLISHED)
    return published.filter(published_at__gte=application.submitted_at)


def mails_about(application: Application, standing: Standing) -> QuerySet[Mail]:
    """Every mail about an application, its allocation or its hand-over, for officers; the latest first."""
    subjects = [application, *standing.subjects]
    return Mail.objects.filter(about(subjects) | amended(application)).order_by("-planned_at")


def mails_to_association(application: Application, standing: Standing) -> QuerySet[Mail]:
    """Those that went to the people of the association."""
    return mails_about(application, standing).filter(to__in=addresses_of(application))


def amended(application: Application) -> Q:
    """The mails about amendments, of which each association has its own."""
    return about(list(amendments_since(application))) & Q(to__in=addresses_of(application))


def addresses_of(application: Application) -> Sequence[str]:
    return [one.user.email for one in managers_of(application.association)]
