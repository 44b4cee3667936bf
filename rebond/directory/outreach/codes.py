"""The code on a letter: short, readable aloud, made anew from the letter itself whenever it is printed."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import salted_hmac

from rebond.applications.drafts.models import ALPHABET, MISREAD
from rebond.directory.outreach.models import Approach
from rebond.tenancy.queries import city_address

SIGNS = 10


def code_for(approach: Approach) -> str:
    """The code of a letter: "7K3Q9-XWD2M". Only whoever holds the house's key can make it from the row."""
    digest = salted_hmac("rebond.directory.letter", str(approach.pk), algorithm="sha256").digest()
    signs = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:SIGNS])
    return f"{signs[:5]}-{signs[5:]}"


def typed_code(text: str) -> str:
    """The code that somebody meant: small letters, missing dashes and misread letters forgiven."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).translate(MISREAD)[:20]
    return f"{signs[:5]}-{signs[5:]}"


def kept_form(code: str) -> str:
    """What stands for a code in the database: it is short, so that a bare hash of it could be searched."""
    return salted_hmac("rebond.directory.code", code, algorithm="sha256").hexdigest()


def code_address(code: str) -> str:
    """The page that takes the code, as its QR code says it."""
    return city_address() + reverse("directory:with_code", args=[code])


_refusals = Signer(salt="rebond.directory.refusal", sep="~")


def refusal_token(approach: Approach) -> str:
    """What the link in a message carries to refuse further ones."""
    return _refusals.sign(str(approach.pk))


def approach_refused(token: str) -> Approach | None:
    """The message that a refusal answers, if the token is one of the house's and of this city."""
    try:
        pk = _refusals.unsign(token)
    except BadSignature:
        return None
    return Approach.objects.filter(pk=pk).select_related("association").first()
