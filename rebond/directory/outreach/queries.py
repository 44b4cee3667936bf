"""What the pages of outreach show: the list before it leaves, and what came of each message."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from rebond.accounts.joining.actions import fingerprint
from rebond.accounts.joining.models import Invitation
from rebond.accounts.models import Membership
from rebond.applications.models import Application
from rebond.directory.outreach.models import Approach, ContactChoice, Outreach
from rebond.directory.outreach.rule import VERDICTS, with_verdict
from rebond.directory.queries import associations_shown
from rebond.mail.models import Mail
from rebond.organisations.models import Association
from rebond.organisations.names import search_text

# What came of a message, the furthest first.
STAGES = {
    "applied": _("A candidaté"),
    "joined": _("A un accès"),
    "asked": _("A utilisé le code"),
    "refused": _("Ne veut plus être contactée"),
    "undelivered": _("Courriel non remis"),
    "waiting": _("Sans réponse"),
}


def outreaches_shown() -> QuerySet[Outreach]:
    """The city's outreaches, the latest first, each with how many messages it wrote."""
    found = Outreach.objects.select_related("programme", "made_by").annotate(written=Count("approaches"))
    return found.order_by("-made_at", "pk")


def listed(outreach: Outreach, at: datetime) -> QuerySet[Association]:
    """Everybody on the list of an outreach, with what would be sent to each, now."""
    return with_verdict(associations_shown(outreach.filters), outreach, at)


def verdict_counts(associations: QuerySet[Association]) -> dict[str, int]:
    """How many of these come to each verdict, in the rule's order; those that nobody comes to are left out."""
    rows = associations.order_by().values("verdict").annotate(times=Count("pk")).values_list("verdict", "times")
    counts = dict(rows)
    return {verdict: counts[verdict] for verdict in VERDICTS if verdict in counts}


def followed(outreach: Outreach) -> QuerySet[Approach]:
    """The messages of an outreach, each with what came of it: `stage` is the furthest, the rest yes or no."""
    acting = Membership.objects.filter(association=OuterRef("association"), user__is_active=True)
    since = Application.objects.live().filter(
        association=OuterRef("association"), submitted_at__gte=OuterRef("written_at")
    )
    found = outreach.approaches.select_related("association", "mail", "invitation").annotate(
        has_applied=Exists(since),
        has_joined=Exists(acting),
        used_code=Case(When(invitation__state=Invitation.State.ACCEPTED, then=Value(True)), default=Value(False)),
    )
    return found.annotate(
        stage=Case(
            When(has_applied=True, then=Value("applied")),
            When(has_joined=True, then=Value("joined")),
            When(used_code=True, then=Value("asked")),
            When(association__contact_consent=Association.Consent.REFUSED, then=Value("refused")),
            When(mail__state=Mail.State.DEAD, then=Value("undelivered")),
            default=Value("waiting"),
            output_field=CharField(),
        )
    )


def narrowed(approaches: QuerySet[Approach], chosen: Mapping[str, str]) -> QuerySet[Approach]:
    """The messages that the list shows."""
    if channel := chosen.get("channel"):
        approaches = approaches.filter(channel=channel)
    if stage := chosen.get("stage"):
        approaches = approaches.filter(stage=stage)
    if words := chosen.get("q"):
        approaches = approaches.filter(association__search_text__contains=search_text(words) or words)
    order = "-written_at" if chosen.get("sort") == "recent" else "association__search_text"
    return approaches.order_by(order, "pk")


def results(outreach: Outreach) -> dict[str, int]:
    """How many were written to, and how far they came: whoever applied has an access as well."""
    return followed(outreach).aggregate(
        invited=Count("pk"),
        used=Count("pk", filter=Q(used_code=True)),
        joined=Count("pk", filter=Q(has_joined=True)),
        applied=Count("pk", filter=Q(has_applied=True)),
        refused=Count("pk", filter=Q(association__contact_consent=Association.Consent.REFUSED)),
        undelivered=Count("pk", filter=Q(mail__state=Mail.State.DEAD)),
    )


def choices_of(association: Association) -> QuerySet[ContactChoice]:
    """What the association said about being written to, the latest first."""
    return ContactChoice.objects.filter(association=association).select_related("kept_by").order_by("-kept_at", "pk")


def approaches_of(association: Association) -> QuerySet[Approach]:
    """What was sent to the association, the latest first."""
    return Approach.objects.filter(association=association).select_related("outreach").order_by("-written_at")


def letter_with(kept: str) -> Approach | None:
    """The letter whose code has this kept form."""
    letters = Approach.objects.filter(channel=Approach.Channel.LETTER, invitation__code_sha256=fingerprint(kept))
    return letters.select_related("association", "invitation").first()
