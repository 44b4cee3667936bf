"""The e-mail of an outreach."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from rebond.directory.outreach.codes import refusal_token
from rebond.directory.outreach.models import Approach, Outreach
from rebond.directory.outreach.rule import WITH_ADDRESSES
from rebond.directory.registers import REGISTERS
from rebond.mail.actions import plan_mail
from rebond.mail.models import Mail
from rebond.organisations.models import Association
from rebond.tenancy.queries import city_address
from rebond.tenancy.scope import current_city


def outreach_mail(approach: Approach, *, code: str, at: datetime) -> Mail:
    """The message, the link that opens an access, where the address was found, and how to refuse further ones."""
    link = city_address() + reverse("accounts:invitation", args=[code])
    refusal = city_address() + reverse("directory:refuse_contact", args=[refusal_token(approach)])
    facts = {"link": link, "refusal": refusal, "until": approach.invitation.expires_at}
    with override("fr"):
        return plan_mail(
            to=approach.association.email,
            subject=subject_of(approach.outreach),
            body=body_of(approach.outreach, approach.association, facts),
            about=approach.outreach,
            at=at,
        )


def subject_of(outreach: Outreach) -> str:
    return _("%(programme)s\u00a0: votre association peut candidater") % {"programme": outreach.programme.title}


def body_of(outreach: Outreach, association: Association, facts: dict[str, Any]) -> str:
    """The text, also shown before anything leaves."""
    said = {
        "association": association,
        "words": outreach.words,
        "city": current_city().name,
        "public": city_address() + reverse("programmes:detail"),
        "programme": outreach.programme,
        "source": source_of(association),
    }
    return render_to_string("directory/mails/outreach.txt", said | facts)


def source_of(association: Association) -> str:
    """The register that gives the address; empty where the association gave it itself."""
    for register in WITH_ADDRESSES:
        if association.registers.get(register, {}).get("email") == association.email:
            return str(REGISTERS[register])
    return ""
