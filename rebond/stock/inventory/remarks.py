"""Every remark that an import may make: its code, and the sentence that says what was seen and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

SENTENCES = {
    "serial-missing": gettext_noop(
        "Ligne %(row)s\u00a0: le numéro de série manque. Relevez-le sur la machine, "
        "complétez «\u00a0%(title)s\u00a0», "
        "puis renvoyez cette ligne."
    ),
    "serial-unreadable": gettext_noop(
        "Ligne %(row)s\u00a0: «\u00a0%(value)s\u00a0» n’est pas un numéro de série, "
        "le tableur l’a changé en nombre ou en date. "
        "Mettez la colonne «\u00a0%(title)s\u00a0» au format Texte, ressaisissez-le, puis renvoyez cette ligne."
    ),
    "serial-duplicate": gettext_noop(
        "Ligne %(row)s\u00a0: le numéro de série %(value)s est déjà celui de la ligne %(first)s, qui est gardée. "
        "S’il s’agit d’une autre machine, corrigez-le, puis renvoyez cette ligne."
    ),
    "serial-suspect": gettext_noop(
        "Ligne %(row)s\u00a0: le numéro de série %(value)s contient la lettre O ou I, "
        "facile à confondre avec 0 ou 1. "
        "Vérifiez-le sur la machine."
    ),
    "model-missing": gettext_noop("Ligne %(row)s\u00a0: le modèle manque. Relevez-le sur la machine."),
    "date-unreadable": gettext_noop(
        "Ligne %(row)s\u00a0: «\u00a0%(value)s\u00a0» n’est pas une date, "
        "«\u00a0%(title)s\u00a0» est laissé vide. Écrivez-la jj/mm/aaaa."
    ),
    "date-ambiguous": gettext_noop(
        "Ligne %(row)s\u00a0: la date «\u00a0%(value)s\u00a0» peut se lire de deux façons, "
        "elle est comprise comme le %(read)s. "
        "Écrivez «\u00a0%(title)s\u00a0» avec l’année sur quatre chiffres."
    ),
    "number-unreadable": gettext_noop(
        "Ligne %(row)s\u00a0: «\u00a0%(value)s\u00a0» n’est pas une quantité, "
        "«\u00a0%(title)s\u00a0» est laissé vide. Écrivez un nombre."
    ),
    "formula-error": gettext_noop(
        "Ligne %(row)s\u00a0: «\u00a0%(title)s\u00a0» contient l’erreur de tableur %(value)s, "
        "la valeur est laissée vide. "
        "Corrigez la formule ou saisissez la valeur."
    ),
    "text-shortened": gettext_noop(
        "Ligne %(row)s\u00a0: «\u00a0%(title)s\u00a0» est trop long, "
        "seuls les %(length)s premiers caractères sont gardés."
    ),
    "personal-data": gettext_noop(
        "Ligne %(row)s\u00a0: «\u00a0%(title)s\u00a0» semble nommer une personne ou donner ses coordonnées\u00a0: "
        "le passage n’a pas été repris. Retirez-le aussi du fichier du donateur."
    ),
    "erasure-disagrees": gettext_noop(
        "Ligne %(row)s\u00a0: le donateur indique «\u00a0%(value)s\u00a0» pour l’effacement. "
        "Seul le certificat décidera\u00a0: "
        "demandez-lui ce qu’il en est."
    ),
    "disk-removed": gettext_noop(
        "Ligne %(row)s\u00a0: le disque est signalé comme retiré, l’effacement est sans objet. "
        "Vérifiez-le à la réception."
    ),
    "out-of-order": gettext_noop(
        "Ligne %(row)s\u00a0: le donateur signale la machine hors service, elle est donc bloquée. "
        "Levez le blocage si elle fonctionne."
    ),
    "bios-locked": gettext_noop(
        "Ligne %(row)s\u00a0: le mot de passe du BIOS est inconnu, la machine est donc bloquée. "
        "Demandez-le au donateur."
    ),
}
REJECTING = frozenset(["serial-missing", "serial-unreadable", "serial-duplicate"])
BLOCKING = frozenset(["out-of-order", "bios-locked"])


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say about one row: its code, the French sentence, and what fills it.

    Nobody's language before somebody reads it: it is kept as it is, and worded then.
    """

    code: str
    sentence: str
    facts: Mapping[str, object]

    @property
    def message(self) -> str:
        return worded(self.sentence, self.facts)


def worded(sentence: str, facts: Mapping[str, object]) -> str:
    """A sentence in the reader's language; `where` is one itself ("Disque %(row)s")."""
    if "where" in facts:
        facts = {**facts, "where": gettext(str(facts["where"])) % facts}
    return gettext(sentence) % facts


def remark(code: str, row: int, **facts: object) -> Remark:
    """The remark of that code about that row of the sheet."""
    return Remark(code, SENTENCES[code], told(SENTENCES[code], {"row": row, **facts}))


def told(sentence: str, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts that the sentence tells: no other is kept, least of all whom a row named."""
    return {name: fact for name, fact in facts.items() if f"%({name})s" in sentence}
