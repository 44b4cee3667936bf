"""The questions of an application: name, words, what kind of answer, and where that answer stands in a file.

The one list that the form, the import, the page and the export read. Answers are kept by question name; codes of
publics are those of data.inclusion 1.0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rebond.interface.templatetags.interface import date_short, number
from rebond.programmes.points import NO, YES
from rebond.programmes.vocabulary import Asked

Kind = Literal["text", "long", "whole", "number", "day", "yes-no", "choice", "choices"]

# The most that an application may ask for.
MOST_MACHINES = 9_999

THEMES = {
    "mediation_numerique": _("Médiation numérique"),
    "acces_emploi": _("Accès à l’emploi"),
    "illettrisme": _("Lutte contre l’illettrisme"),
    "precarite": _("Lutte contre la précarité"),
    "exclusion": _("Lutte contre l’exclusion"),
    "seniors": _("Personnes âgées"),
    "centre_social": _("Centre social"),
    "education_jeunesse": _("Éducation et jeunesse"),
    "culture_medias": _("Culture et médias"),
    "environnement_reemploi": _("Environnement et réemploi"),
    "sport_insertion": _("Insertion par le sport"),
    "sante": _("Santé"),
}
PUBLICS = {
    "tous-publics": _("Tous publics"),
    "actifs": _("Actifs"),
    "beneficiaires-des-minimas-sociaux": _("Bénéficiaires de minima sociaux"),
    "demandeurs-emploi": _("Demandeurs d’emploi"),
    "etudiants": _("Étudiants"),
    "familles": _("Familles"),
    "femmes": _("Femmes"),
    "jeunes": _("Jeunes"),
    "personnes-en-situation-de-handicap": _("Personnes en situation de handicap"),
    "personnes-en-situation-durgence": _("Personnes en situation d’urgence"),
    "personnes-en-situation-juridique-specifique": _("Personnes en situation juridique spécifique"),
    "personnes-exilees": _("Personnes exilées"),
    "residents-qpv-frr": _("Habitants des quartiers prioritaires"),
    "seniors": _("Personnes âgées"),
}
USES = {
    "ateliers_beneficiaires": _("Ateliers pour les personnes accueillies"),
    "formation_certifiante": _("Formations certifiantes"),
    "accompagnement_demarches": _("Accompagnement des démarches en ligne"),
    "libre_acces": _("Libre accès"),
    "renouvellement_parc": _("Remplacement de vieux ordinateurs"),
    "administration_interne": _("Gestion de l’association"),
}
INTERNET = {
    "fibre": _("Fibre"),
    "adsl": _("ADSL"),
    "4g_partage": _("Partage de connexion mobile"),
    "aucune": _("Aucune"),
}
SYSTEMS = {"windows": _("Windows"), "linux": _("Linux"), "indifferent": _("Indifférent")}
CONNECTORS = {
    "hdmi": _("HDMI"),
    "displayport": _("DisplayPort"),
    "dvi": _("DVI"),
    "vga": _("VGA"),
    "unknown": _("Je ne sais pas"),
}
LEADERS = {
    "employee": _("Une personne salariée"),
    "volunteer": _("Une personne bénévole"),
    "contractor": _("Un intervenant extérieur"),
    "nobody-yet": _("Personne pour l’instant"),
}
SECURITY = {
    "locked-room": _("Pièce fermée à clé"),
    "locked-cupboard": _("Armoire fermée à clé"),
    "alarm": _("Alarme"),
    "nothing": _("Rien de cela"),
}
VEHICLES = {"utilitaire": _("Utilitaire"), "voiture": _("Voiture"), "aucun": _("Aucun")}
SIZES = {"S": _("Petite (moins de 60 000 € par an)"), "M": _("Moyenne"), "L": _("Grande (500 000 € par an ou plus)")}


@dataclass(frozen=True)
class Question:
    """One question: `column` is its heading in an applications file, `most` the highest number that makes sense.

    `longest` is the length of a text; `digits` that of a code of digits, whose leading zeros a spreadsheet eats.
    """

    name: str
    kind: Kind
    label: str | Promise
    column: str
    choices: Mapping[str, str | Promise] | None = None
    least: int = 0
    most: int = 1_000_000_000
    longest: int = 200
    unit: str | Promise = ""
    digits: int = 0


QUESTIONS = {
    question.name: question
    for question in (
        Question("theme", "choice", _("Activité principale"), "theme", THEMES),
        Question("publics", "choices", _("Personnes accueillies"), "publics", PUBLICS),
        Question("beneficiaries", "whole", _("Personnes accompagnées par an"), "beneficiaires_an", most=1_000_000),
        Question(
            "qpv_share", "whole", _("Part d’habitants des quartiers prioritaires"), "part_qpv_pct", most=100, unit="%"
        ),
        Question("seat_in_qpv", "yes-no", _("Siège en quartier prioritaire"), "qpv_siege"),
        Question("uses", "choices", _("Usages prévus"), "usages", USES),
        Question("weekly_sessions", "whole", _("Séances par semaine"), "seances_semaine_prevues", most=200),
        Question("seats", "whole", _("Participants par séance"), "participants_par_seance", most=1_000),
        Question("has_room", "yes-no", _("Salle dédiée"), "salle_dediee"),
        Question("internet", "choice", _("Connexion à internet"), "connexion_internet", INTERNET),
        Question("current_computers", "whole", _("Ordinateurs actuels"), "ordinateurs_actuels", most=10_000),
        Question("old_computers", "whole", _("Dont plus de 7 ans"), "dont_plus_de_7_ans", most=10_000),
        Question("screens", "whole", _("Écrans disponibles"), "ecrans_disponibles", most=10_000),
        Question("digital_contact", "yes-no", _("Référent numérique"), "referent_numerique"),
        Question("digital_adviser", "yes-no", _("Conseiller numérique"), "conseiller_numerique"),
        Question("system", "choice", _("Système souhaité"), "os_souhaite", SYSTEMS),
        Question("vehicle", "choice", _("Véhicule pour le retrait"), "vehicule", VEHICLES),
        Question("storage", "whole", _("Place de stockage"), "stockage_m2", most=100_000, unit="m²"),
        Question("size", "choice", _("Taille de l’association"), "taille", SIZES),
        Question("budget", "whole", _("Budget annuel"), "budget_annuel_eur", unit="€"),
        Question("staff", "number", _("Salariés (équivalent temps plein)"), "salaries_etp", most=100_000),
        Question("volunteers", "whole", _("Bénévoles"), "benevoles", most=1_000_000),
        Question(
            "city_grant", "whole", _("Subvention de la Ville cette année"), "subvention_ville_annee_eur", unit="€"
        ),
        Question(
            "received_before", "yes-no", _("A reçu des ordinateurs d’une vague précédente"), "a_recu_vague_precedente"
        ),
        Question("charter_signed", "yes-no", _("Contrat d’engagement républicain souscrit"), "cer_souscrit"),
        Question("project", "long", _("Votre projet"), "projet", longest=1_500),
        Question("leader", "choice", _("Qui anime les séances"), "animateur", LEADERS),
        Question("leader_trained", "yes-no", _("Animateur formé au numérique"), "animateur_forme"),
        Question("starts_on", "day", _("Début prévu"), "date_debut"),
        Question("room_seats", "whole", _("Places assises dans la salle"), "places_salle", most=1_000),
        Question("power", "yes-no", _("Prises électriques suffisantes"), "prises_suffisantes"),
        Question("security", "choices", _("Protection contre le vol"), "protection_vol", SECURITY),
        Question("insured", "yes-no", _("Assurance du matériel"), "assurance"),
        Question("connectors", "choices", _("Prises des écrans"), "prises_ecrans", CONNECTORS),
        Question("replaced_computers", "whole", _("Ordinateurs à remplacer"), "ordinateurs_a_remplacer", most=10_000),
        Question("for_office", "yes-no", _("Un ordinateur pour la gestion"), "un_pour_gestion"),
        Question("would_have_cost", "whole", _("Ce que ce projet aurait coûté"), "cout_evite_eur", unit="€"),
        Question("contact_name", "text", _("Personne à joindre"), "contact_nom", longest=80),
        Question("contact_phone", "text", _("Son téléphone"), "contact_telephone", longest=30),
        Question("substitute_name", "text", _("Remplaçant"), "remplacant_nom", longest=80),
        Question("substitute_phone", "text", _("Téléphone du remplaçant"), "remplacant_telephone", longest=30),
        Question("purpose_code", "text", _("Objet social (code RNA)"), "objet_social_rna", digits=6),
    )
}
# Answers that name a person: whoever reads blind sees none of them.
PERSONAL = frozenset({"contact_name", "contact_phone", "substitute_name", "substitute_phone"})


def questions_for_criteria() -> Iterator[Asked]:
    """The questions whose answers may give points: those with answers to choose from, and the numbers."""
    for question in QUESTIONS.values():
        if question.choices:
            yield Asked(question.name, question.label, question.choices, takes_many=question.kind == "choices")
        elif question.kind == "yes-no":
            yield Asked(question.name, question.label, {YES: _("oui"), NO: _("non")})
        elif question.kind in {"whole", "number"}:
            yield Asked(question.name, question.label)


def answer_text(question: Question, answer: Any) -> str:
    """An answer in words: a choice by its label, a list with commas, yes or no."""
    if answer is None or answer == "" or answer == []:
        return gettext("sans réponse")
    if question.kind == "yes-no":
        return gettext("oui") if answer else gettext("non")
    if question.kind == "choices":
        return ", ".join(str(question.choices.get(code, code)) for code in answer)
    if question.kind == "choice":
        return str(question.choices.get(answer, answer))
    if question.kind == "day":
        return date_short(date.fromisoformat(answer))
    text = number(answer) if question.kind == "whole" else str(answer)
    return f"{text}\u00a0{question.unit}" if question.unit else text


def source_of(name: str, answer: Any) -> str:
    """Where points come from: « Activité principale : Lutte contre l’illettrisme »."""
    question = QUESTIONS.get(name)
    if question is None:
        return gettext("aucune réponse ne correspond")
    said = {"question": question.label, "answer": answer_text(question, answer)}
    return gettext("%(question)s\u00a0: %(answer)s") % said
