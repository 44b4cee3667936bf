"""One plain sentence or two for each association: what it receives, and why not more."""

from __future__ import annotations

from rebond.allocation.allocations import Allocation
from rebond.allocation.applicants import Applicant
from rebond.allocation.keys import KEYS
from rebond.allocation.problem import Problem
from rebond.allocation.words import choose, number

ASKED = {
    "none": ("Vous n’avez demandé aucun ordinateur.", "You asked for no computer."),
    "one": ("Vous avez demandé un ordinateur", "You asked for one computer"),
    "many": ("Vous avez demandé {request} ordinateurs", "You asked for {request} computers"),
    "open": ("Vous n’avez pas fixé de quantité", "You set no quantity"),
}

RECEIVED = {
    "none": ("vous n’en recevez pas cette fois", "you receive none this time"),
    "one": ("vous en recevez un", "you receive one"),
    "many": ("vous en recevez {units}", "you receive {units}"),
}

WHY = {
    "granted-in-full": ("{asked} : {received}.", "{asked}: {received}."),
    "wave-cap": (
        "{asked} ; le plafond de la vague est de {cap} pour vous : {received}.",
        "{asked}; the cap of this wave is {cap} for you: {received}.",
    ),
    "level": (
        "{asked} ; le stock a servi les candidatures jusqu’au même niveau par point, et à ce niveau {received}.",
        "{asked}; the stock served everyone up to the same level per point, and at that level {received}.",
    ),
    "order": (
        "{asked} ; le stock a servi les candidatures dans l’ordre de priorité publié, et à votre tour {received}.",
        "{asked}; the stock served everyone in the published order of priority, and at your turn {received}.",
    ),
    "lot": (
        "{asked} ; le stock permettait votre lot utile, pas davantage : {received}.",
        "{asked}; the stock allowed your useful lot and no more: {received}.",
    ),
    "quota": (
        "{asked} ; la part réservée à votre groupe ({group} : {most} au plus, toutes associations réunies)"
        " était atteinte : {received}.",
        "{asked}; the share of your group ({group}: at most {most}, all associations together)"
        " was used up: {received}.",
    ),
    "floor-did-not-fit": (
        "{asked} ; il en restait trop peu pour un lot utile de {lot} : {received}, plutôt que trop peu pour servir.",
        "{asked}; too few were left for a useful lot of {lot}: {received}, rather than too few to be of use.",
    ),
    "floor-quota": (
        "{asked} ; il restait trop peu de place dans votre groupe ({group}) pour un lot utile de {lot} : {received}.",
        "{asked}; too little room was left in your group ({group}) for a useful lot of {lot}: {received}.",
    ),
    "not-admitted": (
        "{asked} ; le stock ne suffisait plus au lot utile d’une candidature placée avant vous,"
        " et la distribution s’arrête là : {received}.",
        "{asked}; the stock no longer covered the useful lot of an applicant placed before you,"
        " and the distribution stops there: {received}.",
    ),
    "below-minimum": (
        "{asked}, utiles à partir de {minimum} ; votre part en donnait moins : {received}, et elle va aux autres.",
        "{asked}, of use from {minimum} on; your share was smaller: {received}, and it goes to the others.",
    ),
}

ALREADY = {
    "one": (
        "L’ordinateur que vous avez déjà reçu compte dans votre part.",
        "The computer that you received before counts in your share.",
    ),
    "many": (
        "Les {had} ordinateurs que vous avez déjà reçus comptent dans votre part.",
        "The {had} computers that you received before count in your share.",
    ),
}

ONE_MORE = {
    "some": (
        "Avec {needed} points au lieu de {points}, vous en auriez reçu un de plus.",
        "With {needed} points instead of {points}, you would have received one more.",
    ),
    "none": (
        "Avec {needed} points au lieu de {points}, vous en auriez reçu.",
        "With {needed} points instead of {points}, you would have received some.",
    ),
}

FULL = {
    "one": ("vous le recevez", "you receive it"),
    "many": ("vous les recevez tous", "you receive them all"),
}


def sentence(allocation: Allocation, problem: Problem, lang: str = "fr") -> str:
    """Why this association receives what it receives, said to the association itself.

    It speaks of levels and of its own figures, never of another association.
    """
    place = problem.applicants.ids.index(allocation.id)
    return told(allocation, problem.applicants[place], problem, lang)


def told(allocation: Allocation, applicant: Applicant, problem: Problem, lang: str) -> str:
    if applicant.request == 0:
        return choose(ASKED["none"], lang)
    facts = {
        "asked": asked(applicant, lang),
        "received": received(allocation, lang),
        "cap": number(applicant.cap or 0, lang),
        "lot": number(applicant.useful_lot, lang),
        "minimum": number(applicant.minimum, lang),
        **quota_facts(allocation, problem, lang),
    }
    parts = [choose(WHY[why(allocation, applicant, problem)], lang).format(**facts)]
    if applicant.received and allocation.reason in ("stock", "quota"):
        parts.append(choose(ALREADY[amount(applicant.received)], lang).format(had=number(applicant.received, lang)))
    if allocation.points_for_one_more is not None:
        more = choose(ONE_MORE["some" if allocation.units else "none"], lang)
        parts.append(
            more.format(needed=number(allocation.points_for_one_more, lang), points=number(applicant.points, lang))
        )
    return " ".join(parts)


def why(allocation: Allocation, applicant: Applicant, problem: Problem) -> str:
    """Which sentence is true: a reason may have several faces."""
    if allocation.reason == "floor-did-not-fit" and allocation.binding != "stock":
        return "floor-quota"
    if allocation.reason != "stock":
        return allocation.reason
    if problem.admission != "none" and 0 < allocation.units == applicant.useful_lot:
        return "lot"
    several_classes = bool((problem.applicants.priority != applicant.priority).any())
    return "order" if KEYS[problem.key].one_by_one or several_classes else "level"


def quota_facts(allocation: Allocation, problem: Problem, lang: str) -> dict[str, str]:
    for quota in problem.quotas:
        if quota.name == allocation.binding:
            return {"group": f"{quota.group} {quota.value}", "most": number(quota.most or 0, lang)}
    return {}


def asked(applicant: Applicant, lang: str) -> str:
    if applicant.request is None:
        return choose(ASKED["open"], lang)
    return choose(ASKED[amount(applicant.request)], lang).format(request=number(applicant.request, lang))


def received(allocation: Allocation, lang: str) -> str:
    if allocation.reason == "granted-in-full":
        return choose(FULL[amount(allocation.units)], lang)
    return choose(RECEIVED[amount(allocation.units)], lang).format(units=number(allocation.units, lang))


def amount(units: int) -> str:
    return {0: "none", 1: "one"}.get(units, "many")
