"""Legal routes and words of the law, as data. Sources are named; none of this is legal advice."""

from collections.abc import Mapping
from datetime import date

from rebond.countries.country import EngagementText, LegalRoute, Right, RouteKey
from rebond.countries.france.months import months_after


def _(sentence: str) -> str:
    """Mark a sentence for translation; this package knows no Django, so its callers translate."""
    return sentence


LEGAL_ROUTES: Mapping[RouteKey, LegalRoute] = {
    "gift": LegalRoute(
        key="gift",
        name=_("Don de l’entreprise à l’association"),
        owner=_("l’association"),
        papers=(
            _("acte de don et acceptation"),
            _("reçu fiscal de l’association à l’entreprise (formulaire 2041-MEC-SD)"),
        ),
        wording=_(
            "L’entreprise donne les ordinateurs à l’association, qui les accepte et en devient "
            "propriétaire à la signature. "
            "La ville instruit les demandes et organise la remise."
        ),
        is_subsidy_in_kind=False,
        is_public_decision=False,
        end_of_life=_("L’association remet les ordinateurs hors d’usage à un point de collecte agréé."),
        sources=("Code civil, art. 894", "CGI, art. 238 bis"),
    ),
    "transfer": LegalRoute(
        key="transfer",
        name=_("Don à la ville, puis cession à l’association"),
        owner=_("l’association"),
        papers=(
            _("décision de la ville"),
            _("acte de cession gratuite"),
            _("engagement écrit d’utiliser les biens pour le seul objet de l’association"),
            _("contrat d’engagement républicain"),
        ),
        wording=_(
            "La ville, à qui l’entreprise a donné les ordinateurs, les cède gratuitement à "
            "l’association, qui s’engage à "
            "ne les utiliser que pour son objet et à ne pas les revendre."
        ),
        is_subsidy_in_kind=True,
        is_public_decision=True,
        end_of_life=_("L’association remet les ordinateurs hors d’usage à un point de collecte agréé."),
        sources=("CG3P, art. L. 3212-2 et L. 3212-3", "Décret 2022-791", "Loi 2000-321, art. 10-1"),
    ),
    "loan": LegalRoute(
        key="loan",
        name=_("Prêt à usage"),
        owner=_("le prêteur"),
        papers=(
            _("contrat de prêt à usage avec sa durée"),
            _("inventaire des ordinateurs prêtés"),
            _("contrat d’engagement républicain"),
        ),
        wording=_(
            "Les ordinateurs sont prêtés gratuitement. L’association les garde avec soin, s’en sert pour "
            "l’usage convenu et "
            "les rend au terme du prêt."
        ),
        is_subsidy_in_kind=True,
        is_public_decision=True,
        end_of_life=_("L’association rend les ordinateurs au prêteur, hors d’usage ou non."),
        sources=("Code civil, art. 1875 à 1891",),
    ),
    "refurbisher": LegalRoute(
        key="refurbisher",
        name=_("Remise par un reconditionneur"),
        owner=_("l’association"),
        papers=(_("bon de remise"), _("facture, à zéro euro ou au prix solidaire")),
        wording=_(
            "Le reconditionneur, à qui l’entreprise a confié les ordinateurs, les efface, les garantit "
            "et les remet à "
            "l’association."
        ),
        is_subsidy_in_kind=False,
        is_public_decision=False,
        end_of_life=_("Le reconditionneur dit à la remise s’il reprend les ordinateurs hors d’usage."),
        sources=("CGI, art. 238 bis",),
    ),
}

# What the law owes to whoever receives the decision of a public body (CRPA, art. L. 311-3-1 and R. 311-3-1-1; CJA,
# art. R. 421-1).
_RIGHTS_AFTER_A_PUBLIC_DECISION = (
    Right(
        _("Savoir comment le calcul a servi"),
        _(
            "Cette décision a été préparée à l’aide d’un traitement algorithmique dont la finalité est de "
            "proposer une répartition "
            "des ordinateurs entre les associations candidates selon des critères publics. La proposition a été "
            "examinée et "
            "arrêtée par %(authority)s. Vous pouvez obtenir communication des règles définissant ce traitement "
            "et des principales "
            "caractéristiques de sa mise en œuvre auprès de %(contact)s. En cas de refus ou d’absence de réponse "
            "sous un mois, vous "
            "pouvez saisir la Commission d’accès aux documents administratifs (CADA) dans les deux mois."
        ),
    ),
    Right(
        _("Contester la décision"),
        _(
            "Vous pouvez contester cette décision dans les deux mois : par un recours gracieux adressé au maire de "
            "%(city)s, ou devant le tribunal administratif, par courrier ou sur www.telerecours.fr."
        ),
    ),
)

# Where the machines are a company's own, no public body decides: the mention and a new examination are good practice,
# no court is named and silence refuses nothing. The documents of the city stay open to all (CRPA, art. L. 300-2 and
# L. 311-1).
_RIGHTS_AFTER_A_PRIVATE_GIFT = (
    Right(
        _("Savoir comment le calcul a servi"),
        _(
            "Cette répartition a été préparée à l’aide d’un traitement algorithmique dont la finalité est de proposer "
            "un partage des ordinateurs entre les associations candidates selon des critères publics. La proposition "
            "a été examinée et arrêtée par %(authority)s. Les ordinateurs sont donnés par %(donor)s, sans devenir la "
            "propriété de la ville. La loi n’impose cette explication que pour la décision d’une administration ; la "
            "ville la donne ici par choix. Vous pouvez demander les règles du calcul à %(contact)s. En cas de refus "
            "ou d’absence de réponse sous un mois, vous pouvez saisir la Commission d’accès aux documents "
            "administratifs (CADA) dans les deux mois."
        ),
    ),
    Right(
        _("Demander un nouvel examen"),
        _(
            "Les ordinateurs sont donnés par %(donor)s. Si cette réponse vous paraît fondée sur une erreur, écrivez à "
            "%(contact)s dans les deux mois : votre dossier sera revu et vous aurez une réponse écrite."
        ),
    ),
)

# Décret 2021-1947 of 31 December 2021; needed for any help of a public body, in kind too (loi 2000-321, art. 10-1).
ENGAGEMENT = EngagementText(
    title=_("Contrat d’engagement républicain"),
    version="Décret n° 2021-1947 du 31 décembre 2021",
    commitments=(
        _("Respecter les lois de la République."),
        _("Respecter la liberté de conscience de chacun."),
        _("Laisser chaque membre libre de quitter l’association."),
        _("Traiter chacun à égalité, sans discrimination."),
        _("Agir en fraternité et prévenir la violence."),
        _("Respecter la dignité de chaque personne."),
        _("Respecter les symboles de la République."),
    ),
    deemed=_(
        "Une association agréée ou reconnue d’utilité publique est réputée avoir souscrit ce contrat : écrivez son "
        "agrément ou sa reconnaissance."
    ),
)

# CRPA, art. L. 231-4, 3°: two months of silence refuse a request of a financial nature.
_SILENCE = 2


def silence_ends(route: RouteKey, received: date) -> date | None:
    """Two calendar months after the receipt where a public body decides, else None."""
    return months_after(received, _SILENCE) if LEGAL_ROUTES[route].is_public_decision else None


# CRPA, art. L. 112-11, R. 112-5 and L. 114-5.
_RIGHTS_BEFORE_A_PUBLIC_DECISION = (
    Right(
        _("Si la ville ne répond pas"),
        _(
            "Sans réponse de la ville le %(day)s, votre demande sera considérée comme refusée (code des relations "
            "entre le public et l’administration, art. L. 231-4). Vous pourrez alors contester ce refus dans les deux "
            "mois : par une lettre au maire de %(city)s, ou devant le tribunal administratif, par courrier ou sur "
            "www.telerecours.fr."
        ),
    ),
    Right(
        _("Si votre dossier est incomplet"),
        _("La ville vous écrit ce qui manque et jusqu’à quand l’envoyer. Ce délai est suspendu pendant ce temps."),
    ),
)
_RIGHTS_BEFORE_A_PRIVATE_GIFT = (
    Right(
        _("Quand la ville répond"),
        _(
            "Les ordinateurs sont donnés par %(donor)s, sans devenir la propriété de la ville : la loi ne fixe pas de "
            "délai de réponse. La ville écrit à chaque association après la clôture, avec la raison de la décision."
        ),
    ),
    Right(
        _("Si votre dossier est incomplet"),
        _("La ville vous écrit ce qui manque et jusqu’à quand l’envoyer."),
    ),
)
_RIGHT_OVER_DATA = Right(
    _("Vos données"),
    _("Vous pouvez demander à lire et à corriger les données de votre dossier auprès de %(contact)s."),
)


# What a letter says until the city writes its own; the places between braces are filled in when it leaves.
LETTERS: Mapping[str, str] = {
    "received": _(
        "Bonjour,\n\nNous avons bien reçu le {date} la candidature {reference} de {association} à « {vague} », du "
        "dispositif « {dispositif} ». {service} l’examine et vous répondra."
    ),
    "incomplete": _(
        "Bonjour,\n\nLa candidature {reference} de {association} est à compléter\u00a0:\n\n{pieces}\n\nMerci de "
        "répondre au plus tard le {date}. Le reste de votre dossier est gardé."
    ),
    "granted": _(
        "Bonjour,\n\nLa candidature {reference} de {association} à « {vague} » est retenue. Nombre d’ordinateurs "
        "attribués : {machines}. {service} vous dira comment les retirer."
    ),
    "waiting": _(
        "Bonjour,\n\nLa candidature {reference} de {association} à « {vague} » est sur liste d’attente : tous les "
        "ordinateurs sont attribués pour l’instant. Nous vous écrirons si des ordinateurs se libèrent."
    ),
    "refused": _(
        "Bonjour,\n\nLa candidature {reference} de {association} à « {vague} » n’est pas retenue. Motif : {motif}."
    ),
}

_DECISIONS = ("granted", "waiting", "refused")


def letter_blocks(route: RouteKey, kind: str) -> tuple[Right, ...]:
    """Silence, what is missing and data in the acknowledgement; the computation and the appeal in a decision; nothing
    in between. They are law where a public body decides, good practice where a company gives.
    """
    is_public = LEGAL_ROUTES[route].is_public_decision
    if kind in _DECISIONS:
        return _RIGHTS_AFTER_A_PUBLIC_DECISION if is_public else _RIGHTS_AFTER_A_PRIVATE_GIFT
    if kind == "received":
        return (*(_RIGHTS_BEFORE_A_PUBLIC_DECISION if is_public else _RIGHTS_BEFORE_A_PRIVATE_GIFT), _RIGHT_OVER_DATA)
    return ()
