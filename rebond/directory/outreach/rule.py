"""Who is written to, and by which way: one rule, in the database's words, so that preview and dispatch agree.

Nobody is written to who refused, or whose address refused for another association that shares it, who can act already,
who waits for an answer, or who was written to lately. The public address that a register gives takes one e-mail, ever,
to the association as a body, for a public programme; an association that agreed may be written to again. Otherwise a
letter goes to its seat. In doubt, nothing leaves.
"""

from datetime import datetime, timedelta

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from rebond.accounts.joining.models import JoinRequest
from rebond.accounts.models import Membership
from rebond.directory.outreach.models import Approach, Exclusion, Outreach
from rebond.organisations.models import Association

EMAIL, LETTER = Approach.Channel.EMAIL.value, Approach.Channel.LETTER.value
WAYS = (EMAIL, LETTER)
VERDICTS = {
    EMAIL: _("Un courriel"),
    LETTER: _("Une lettre"),
    "excluded": _("Rien\u00a0: retirée de la liste"),
    "refused": _("Rien\u00a0: ne souhaite pas être contactée"),
    "refused-address": _("Rien\u00a0: cette adresse a refusé pour une autre association"),
    "ended": _("Rien\u00a0: dissoute"),
    "joined": _("Rien\u00a0: quelqu’un agit déjà pour elle"),
    "asked": _("Rien\u00a0: une demande attend une réponse"),
    "recent": _("Rien\u00a0: on vient de lui écrire"),
    "once": _("Rien\u00a0: un courriel est déjà parti, sans réponse, et son adresse postale manque"),
    "unreachable": _("Rien\u00a0: ni courriel public, ni adresse postale"),
}
# The registers whose entries give a public address.
WITH_ADDRESSES = ("places", "rna", "sirene")


def with_verdict(associations: QuerySet[Association], outreach: Outreach, at: datetime) -> QuerySet[Association]:
    """The same associations, each with its `verdict`: a way, or the reason why nothing leaves."""
    written = Approach.objects.filter(association=OuterRef("pk"))
    recent = written.filter(written_at__gt=at - timedelta(days=outreach.quiet_days))
    excluded = Exclusion.objects.filter(outreach=outreach, association=OuterRef("pk"))
    joined = Membership.objects.filter(association=OuterRef("pk"), user__is_active=True)
    asked = JoinRequest.objects.filter(association=OuterRef("pk"), state=JoinRequest.State.WAITING)
    refused_here = Association.with_merged.filter(contact_consent=Association.Consent.REFUSED)
    refused_there = ~Q(email="") & Exists(refused_here.filter(email=OuterRef("email")))
    agreed = Q(contact_consent=Association.Consent.AGREED)
    mailed = Exists(written.filter(channel=EMAIL))
    has_email, has_seat = ~Q(email=""), ~Q(address="") & ~Q(postal_code="")
    is_public = Q()
    for register in WITH_ADDRESSES:
        associations = associations.alias(
            **{f"email_in_{register}": KeyTextTransform("email", KeyTextTransform(register, "registers"))}
        )
        is_public |= Q(**{f"email_in_{register}": F("email")})
    return associations.annotate(
        verdict=Case(
            When(Exists(excluded), then=Value("excluded")),
            When(contact_consent=Association.Consent.REFUSED, then=Value("refused")),
            When(refused_there & ~agreed, then=Value("refused-address")),
            When(register_state=Association.RegisterState.ENDED, then=Value("ended")),
            When(Exists(joined), then=Value("joined")),
            When(Exists(asked), then=Value("asked")),
            When(Exists(recent), then=Value("recent")),
            When(has_email & agreed, then=Value(EMAIL)),
            When(has_email & is_public & ~mailed, then=Value(EMAIL)),
            When(has_seat, then=Value(LETTER)),
            When(mailed, then=Value("once")),
            default=Value("unreachable"),
            output_field=CharField(),
        )
    )
