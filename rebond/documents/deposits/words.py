"""Why a file is not taken, in words: what happened, and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS = {
    "empty": _("Ce fichier est vide. Ouvrez-le chez vous pour vérifier, puis envoyez-le à nouveau."),
    "too-large": _("Ce fichier dépasse 15 Mo. Prenez la photo en qualité moyenne, ou envoyez une page à la fois."),
    "unknown-kind": _(
        "Ce fichier n’est ni une photo (JPEG ou PNG) ni un PDF. Photographiez le papier, ou enregistrez-le en PDF."
    ),
    "locked": _("Ce PDF demande un mot de passe. Enregistrez-le sans mot de passe, ou photographiez le papier."),
    "damaged": _("Ce fichier ne s’ouvre pas. Envoyez-le à nouveau, ou photographiez le papier."),
    "infected": _("L’antivirus a trouvé un danger dans ce fichier. Il n’est pas gardé : photographiez le papier."),
    "lost": _("Ce fichier s’est perdu avant d’être vérifié. Envoyez-le à nouveau."),
}


def why_refused(code: str) -> str | Promise:
    """The sentence of a refusal."""
    return _WORDS[code]
