"""What the legal route says of an association that passes its machines on. French law; the city's service may amend it.

Sources: don manuel (Code civil, art. 931), prêt à usage (art. 1880: the borrower lends to nobody), CGPPP art.
L3212-3 (goods of the city serve the receiver's own purpose).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rebond.programmes.models import Programme


@dataclass(frozen=True)
class Rule:
    """Whether the city has to decide, and what both sides read before they sign."""

    needs_decision: bool
    explanation: str | Promise
    terms: str


ROUTE = Programme.LegalRoute
OWNED = Rule(
    False,
    _(
        "Ces machines appartiennent à l’association\u00a0: elle les passe gratuitement à qui elle veut. "
        "La ville l’inscrit."
    ),
    "L’association qui cède est propriétaire de ces machines depuis leur remise. Elle les donne, sans contrepartie, à "
    "l’association qui les reçoit et les accepte en l’état.",
)
RULES = {
    ROUTE.GIFT: OWNED,
    ROUTE.REFURBISHER: OWNED,
    ROUTE.TRANSFER: Rule(
        True,
        _(
            "La ville a cédé ces machines pour l’objet de l’association\u00a0: une autre ne les reçoit qu’avec "
            "l’accord écrit de la ville."
        ),
        "Ces machines ont été cédées par la Ville pour l’objet statutaire de l’association. Avec l’accord de la Ville, "
        "elles passent gratuitement à l’association qui les reçoit, qui les emploie pour son propre objet et ne les "
        "revend pas.",
    ),
    ROUTE.LOAN: Rule(
        True,
        _(
            "Ces machines sont prêtées\u00a0: elles ne passent à une autre association qu’avec l’accord écrit "
            "de la ville."
        ),
        "Ces machines restent la propriété de qui les prête. Avec l’accord de la Ville, le prêt à l’association qui "
        "les rend prend fin, et un prêt aux mêmes conditions commence pour l’association qui les reçoit.",
    ),
}


def rule_of(programme: Programme) -> Rule:
    return RULES[ROUTE(programme.legal_route)]
