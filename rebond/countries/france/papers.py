"""The papers that a service may ask an association for, by legal route, as data. Sources are named."""

from collections.abc import Mapping

from rebond.countries.country import PaperAsked, PaperText, RouteKey


def _(sentence: str) -> str:
    """Mark a sentence for translation; this package knows no Django, so its callers translate."""
    return sentence


# Loi of 1 July 1901, art. 5 and 6 (declaration, capacity to receive); arrêté of 11 October 2006 and the notice of the
# form CERFA 12156 (what goes with a request of public help); Code civil, art. 1880 (whoever borrows keeps the thing).
PAPERS: Mapping[str, PaperText] = {
    "statutes": PaperText(_("Statuts"), _("La dernière version, datée et signée.")),
    "declaration": PaperText(
        _("Récépissé de déclaration"),
        _("Le papier de la préfecture, avec le numéro RNA, ou l’annonce au Journal officiel."),
    ),
    "board": PaperText(_("Liste des dirigeants"), _("Le nom et la fonction des membres du bureau ou du conseil.")),
    "insurance": PaperText(
        _("Attestation d’assurance"), _("Celle de l’année, pour le local où seront les ordinateurs : vol et incendie.")
    ),
    "accounts": PaperText(_("Derniers comptes approuvés"), _("Ceux du dernier exercice clos.")),
    "activity": PaperText(_("Rapport d’activité"), _("Le dernier, s’il y en a un.")),
    "mandate": PaperText(
        _("Pouvoir de signer"), _("Seulement si la personne qui s’engage n’est pas le représentant légal.")
    ),
    "bank": PaperText(_("RIB"), _("Au nom de l’association. Seulement si de l’argent doit lui être versé.")),
}

_NEEDED, _WELCOME = True, False
_BY_ROUTE: Mapping[RouteKey, Mapping[str, bool]] = {
    "gift": {"statutes": _NEEDED, "declaration": _NEEDED, "board": _NEEDED, "insurance": _WELCOME},
    "transfer": {
        "statutes": _NEEDED,
        "declaration": _NEEDED,
        "board": _NEEDED,
        "accounts": _NEEDED,
        "activity": _WELCOME,
        "insurance": _WELCOME,
        "mandate": _WELCOME,
    },
    "loan": {
        "statutes": _NEEDED,
        "declaration": _NEEDED,
        "board": _NEEDED,
        "insurance": _NEEDED,
        "mandate": _WELCOME,
    },
    "refurbisher": {"statutes": _NEEDED, "declaration": _NEEDED, "board": _WELCOME},
}


def papers_asked(route: RouteKey) -> tuple[PaperAsked, ...]:
    """What goes with an application until the city says otherwise: which papers, and whether they are needed."""
    return tuple(PaperAsked(kind, is_needed) for kind, is_needed in _BY_ROUTE[route].items())
