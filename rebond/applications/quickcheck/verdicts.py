"""Whether a wave would take an application from who said five things: by the rules of the real check, no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rebond.applications.assessment import terms_of
from rebond.applications.eligibility import REFUSES, Candidate, Reason, findings_of, state_after
from rebond.applications.neighbours import lies_here
from rebond.countries import country
from rebond.programmes.models import Wave
from rebond.tenancy.scope import current_city

# What to do about each finding of the five answers. Of a file that is not written yet, the rules say nothing else here.
INSTEAD = {
    "company": gettext_lazy("Une entreprise peut donner ses anciens ordinateurs\u00a0: écrivez au service."),
    "no-association": gettext_lazy(
        "Le service vous dit où trouver un ordinateur reconditionné à petit prix, ou un lieu pour vous en servir."
    ),
    "outside-territory": gettext_lazy("Demandez à votre commune si elle a un dispositif semblable."),
    "too-young": gettext_lazy("Candidatez à une vague suivante, quand l’association aura l’âge demandé."),
    "internal-use-only": gettext_lazy(
        "Un seul ordinateur peut servir à la gestion. Que feraient des autres les personnes accueillies\u00a0?"
    ),
    "identifier-missing": gettext_lazy("Déclarez l’association\u00a0: son numéro RNA suffit pour candidater."),
    "size-unknown": gettext_lazy("Si son budget est de moins de 60\u00a0000\u00a0€ par an, elle est admise."),
    "place-unknown": gettext_lazy("Le service vérifiera l’adresse."),
    "age-unknown": gettext_lazy("Ayez la date de création sous la main\u00a0: le service la vérifiera."),
    "over-cap": gettext_lazy("Vous pouvez candidater\u00a0: la demande sera ramenée à ce nombre."),
}
USES = {
    "people": ["ateliers_beneficiaires"],
    "both": ["ateliers_beneficiaires", "administration_interne"],
    "office": ["administration_interne"],
}


@dataclass(frozen=True)
class Verdict:
    """The answer of one wave, with each reason in words and what to do about it."""

    wave: Wave
    answer: Literal["yes", "probably", "no"]
    reasons: Sequence[tuple[str, str]]

    @property
    def title(self) -> str:
        return {
            "yes": _("Oui, vous pouvez candidater."),
            "probably": _("Oui, sans doute."),
            "no": _("Non, pas à cette vague."),
        }[self.answer]


def verdict_of(wave: Wave, said: Mapping[str, Any]) -> Verdict:
    """What the rules of a wave find in these five answers; where they refuse, only why."""
    found = [one for one in findings_of(candidate_from(said), terms_of(wave)) if one.code in INSTEAD]
    answer = {"eligible": "yes", "to-check": "probably", "ineligible": "no"}[state_after(found)]
    told = [one for one in found if answer != "no" or one.weight == REFUSES]
    return Verdict(wave, answer, [in_words(reason) for reason in told])


def in_words(reason: Reason) -> tuple[str, str]:
    return reason.message, str(INSTEAD[reason.code])


def candidate_from(said: Mapping[str, Any]) -> Candidate:
    """The five answers as the rules look at them: a declared body has a number, whichever it is."""
    body = said["body"]
    forms = {"cooperative": country(current_city().country).COOPERATIVES[0], "company": _("entreprise")}
    return Candidate(
        name="",
        requested=said["machines"],
        minimum=0,
        rna="declared" if body == "association" else "",
        siren="" if body == "undeclared" else "declared",
        company_form=forms.get(body, ""),
        body=body if body in ("public-body", "person") else "",
        is_local=lies_here({"postal_code": said["postal_code"]}),
        founded_in=said["since"],
        answers={"uses": USES[said["purpose"]]},
    )
