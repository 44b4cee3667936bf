"""Every sentence of the engine, in French and in English. Codes and facts come in, plain words go out."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("fr", "en")

PLACES = {
    "problem": ("Le problème", "The problem"),
    "result": ("Le résultat", "The result"),
    "record": ("Le procès-verbal", "The record"),
    "part": ("« {label} »", "“{label}”"),
    "applicant": ("Candidature {label}", "Applicant {label}"),
    "position": ("Candidature n° {label} de la liste", "Applicant number {label} of the list"),
    "row": ("Ligne {label}", "Row {label}"),
    "quota": ("Quota {label}", "Quota {label}"),
    "quota-position": ("Quota n° {label} de la liste", "Quota number {label} of the list"),
    "file": ("Le fichier {label}", "The file {label}"),
    "option": ("L’option {label}", "Option {label}"),
    "command": ("La commande", "The command"),
}

COMPLAINTS = {
    "wrong-format": (
        "le format est « {value} » ; il faut « {expected} ».",
        "the format is “{value}”; “{expected}” is expected.",
    ),
    "missing-field": ("il manque « {field} ».", "“{field}” is missing."),
    "unknown-field": (
        "« {field} » est un nom inconnu ; noms possibles : {known}.",
        "“{field}” is an unknown name; possible names: {known}.",
    ),
    "duplicate-field": ("« {field} » est écrit deux fois.", "“{field}” is written twice."),
    "not-an-integer": (
        "« {field} » doit être un nombre entier écrit comme un nombre, pas {value}.",
        "“{field}” must be a whole number written as a number, not {value}.",
    ),
    "not-whole": (
        "« {field} » doit être un nombre entier, pas {value}.",
        "“{field}” must be a whole number, not {value}.",
    ),
    "out-of-range": (
        "« {field} » vaut {value} ; il faut un nombre de {smallest} à {largest}.",
        "“{field}” is {value}; a number from {smallest} to {largest} is expected.",
    ),
    "not-text": ("« {field} » doit être un texte, pas {value}.", "“{field}” must be text, not {value}."),
    "bad-length": (
        "« {field} » doit contenir de 1 à {longest} caractères.",
        "“{field}” must have 1 to {longest} characters.",
    ),
    "bad-character": (
        "« {field} » contient un caractère invisible ; retapez-le.",
        "“{field}” contains an invisible character; type it again.",
    ),
    "not-a-boolean": (
        "« {field} » doit valoir true ou false, pas {value}.",
        "“{field}” must be true or false, not {value}.",
    ),
    "not-an-object": (
        "« {field} » doit être un objet JSON, entre accolades.",
        "“{field}” must be a JSON object, in braces.",
    ),
    "not-a-list": (
        "« {field} » doit être une liste JSON, entre crochets.",
        "“{field}” must be a JSON list, in square brackets.",
    ),
    "wrong-type": ("« {field} » n’est pas du type attendu.", "“{field}” is not of the expected type."),
    "unknown-choice": (
        "« {field} » vaut {value} ; choix possibles : {known}.",
        "“{field}” is {value}; possible choices: {known}.",
    ),
    "duplicate-id": (
        "cet identifiant est donné deux fois ; chaque candidature a le sien.",
        "this id is given twice; each application has its own.",
    ),
    "cap-below-floor": (
        "le plafond ({cap}) est plus petit que le plancher ({floor}).",
        "the cap ({cap}) is smaller than the floor ({floor}).",
    ),
    "tie-missing": (
        "« tie » manque ; il est donné à toutes les candidatures ou à aucune.",
        "“tie” is missing; it is given to every applicant or to none.",
    ),
    "tie-duplicate": (
        "« tie » vaut {value}, comme pour {other} ; chaque place est unique.",
        "“tie” is {value}, as for {other}; each place is unique.",
    ),
    "seed-missing": (
        "il manque « lottery.seed », la graine du tirage, ou « tie » pour chaque candidature.",
        "“lottery.seed”, the seed of the lottery, is missing, or “tie” for every applicant.",
    ),
    "duplicate-quota": ("ce quota est donné deux fois.", "this quota is given twice."),
    "max-below-min": (
        "le maximum ({most}) est plus petit que le minimum ({least}).",
        "the maximum ({most}) is smaller than the minimum ({least}).",
    ),
    "crossing-minimums": (
        "il croise le quota {other} ; un minimum n’est possible que si les groupes sont emboîtés ou séparés.",
        "it crosses quota {other}; a minimum is possible only where groups are nested or apart.",
    ),
    "minimums-exceed-stock": (
        "les minimums garantis font {owed}, le stock {most} ; baissez un minimum.",
        "the guaranteed minimums make {owed}, the stock {most}; lower a minimum.",
    ),
    "minimums-exceed-quota": (
        "les minimums garantis dans ce groupe font {owed}, son maximum {most} ; baissez un minimum.",
        "the guaranteed minimums inside this group make {owed}, its maximum {most}; lower a minimum.",
    ),
    "not-utf8": (
        "le texte n’est pas en UTF-8 ; enregistrez-le dans ce codage.",
        "the text is not UTF-8; save it in that encoding.",
    ),
    "not-json": (
        "ce n’est pas du JSON valable, ligne {line}, colonne {column}.",
        "this is not valid JSON, line {line}, column {column}.",
    ),
    "too-deep": ("les parenthèses sont emboîtées trop profondément.", "the brackets are nested too deeply."),
    "number-too-long": ("un nombre a des milliers de chiffres.", "a number has thousands of digits."),
    "not-a-number": ("{value} n’est pas un nombre.", "{value} is not a number."),
    "unreadable": ("il est impossible de le lire ; vérifiez le chemin.", "it cannot be read; check the path."),
    "unwritable": (
        "il est impossible d’y écrire ; vérifiez le dossier.",
        "it cannot be written; check the folder.",
    ),
    "not-a-table": (
        "{why}",
        "this is not a readable table (CSV or XLSX) with at least the columns id and points.",
    ),
    "no-rows": ("il n’y a aucune candidature.", "there is no applicant."),
    "bad-quota-option": (
        "« {value} » ne se lit pas ; écrivez par exemple district=13003:max=120.",
        "“{value}” cannot be read; write for instance district=13003:max=120.",
    ),
    "bad-group-option": (
        "« {value} » ne se lit pas ; écrivez par exemple district=Arrondissement.",
        "“{value}” cannot be read; write for instance district=Postcode.",
    ),
    "group-twice": (
        "« {value} » donne une seconde colonne au même groupe.",
        "“{value}” gives the same group a second column.",
    ),
    "no-such-column": (
        "le tableau n’a pas de colonne « {value} » ; il a : {known}.",
        "the table has no column “{value}”; it has: {known}.",
    ),
    "only-for-tables": (
        "cette option va avec un tableau (CSV ou XLSX) ; un problème JSON contient déjà sa règle.",
        "this option goes with a table (CSV or XLSX); a JSON problem already holds its rule.",
    ),
    "needed-for-tables": (
        "elle est nécessaire avec un tableau (CSV ou XLSX).",
        "it is needed with a table (CSV or XLSX).",
    ),
    "usage": (
        "elle ne se comprend pas ({why}) ; lancez {prog} --help.",
        "it cannot be understood ({why}); run {prog} --help.",
    ),
}


def complaint(code: str, kind: str, label: str, facts: Mapping[str, object], lang: str) -> str:
    """One sentence: where, what is wrong, what is expected."""
    place = choose(PLACES[kind], lang).format(label=printable(label))
    shown = {name: show(value) if name == "value" else printable(str(value)) for name, value in facts.items()}
    colon = "\u00a0: " if lang == "fr" else ": "
    return place + colon + choose(COMPLAINTS[code], lang).format(**shown)


def choose(pair: tuple[str, str], lang: str) -> str:
    return pair[LANGUAGES.index(lang)]


def show(value: object) -> str:
    """A value as it was given, short enough for a sentence."""
    text = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)
    if not isinstance(value, bool | int | float | str):
        text = type(value).__name__
    text = printable(text)
    return text if len(text) <= 40 else text[:39] + "…"


def printable(text: str) -> str:
    """On one line, whatever a file put into a name."""
    return "".join(character if character.isprintable() or character == "\u00a0" else "?" for character in text)


def number(value: int, lang: str) -> str:
    """1 000 in French, 1,000 in English."""
    return f"{value:,}".replace(",", "\u00a0") if lang == "fr" else f"{value:,}"


VERDICTS = {
    "": ("Le résultat est bien celui que la règle donne.", "The result is the one that the rule gives."),
    "another-problem": (
        "Le résultat répond à un autre problème : les empreintes SHA-256 diffèrent.",
        "The result answers another problem: the SHA-256 digests differ.",
    ),
    "not-everybody-once": (
        "Le résultat ne donne pas chaque candidature une fois, dans l’ordre des identifiants.",
        "The result does not list every applicant once, in the order of ids.",
    ),
    "left": (
        "Le reste annoncé est {left} ; le stock moins les attributions fait {expected}.",
        "The announced remainder is {left}; the stock less the allocations makes {expected}.",
    ),
    "opt-out-missing": (
        "Candidature {id} : elle reçoit moins que son minimum utile sans avoir été retirée.",
        "Applicant {id}: it receives less than its useful minimum without having been removed.",
    ),
    "opt-out-order": (
        "Candidature {id} : ce n’est pas elle que la règle retire à ce moment.",
        "Applicant {id}: it is not the one that the rule removes at that point.",
    ),
    "out-of-bounds": (
        "Candidature {id} : elle reçoit {units} ; la règle permet de {low} à {high}.",
        "Applicant {id}: it receives {units}; the rule allows {low} to {high}.",
    ),
    "over-the-maximum": (
        "{group} : {total} attribués, {most} au plus.",
        "{group}: {total} allocated, {most} at most.",
    ),
    "under-the-minimum": (
        "{group} : {total} attribués, {least} garantis.",
        "{group}: {total} allocated, {least} guaranteed.",
    ),
    "ticket-refused-too-early": (
        "Candidature {id} : l’unité n° {unit} lui est refusée alors qu’elle passait avant d’autres ou qu’il restait"
        " de la place.",
        "Applicant {id}: unit number {unit} is refused although it came before others or room was left.",
    ),
    "level": ("Le niveau annoncé n’est pas celui du résultat.", "The announced level is not that of the result."),
    "lottery-secret": (
        "L’empreinte publiée avant l’appel n’est pas celle du texte qui a servi au tirage.",
        "The fingerprint published before the call is not that of the text that drew the lots.",
    ),
    "lottery-seed": (
        "La graine du tirage n’est pas faite du texte de la ville et du tirage public annoncés.",
        "The seed of the lottery is not made of the announced text of the city and public draw.",
    ),
    "decisions-not-everybody-once": (
        "Les décisions ne donnent pas chaque candidature une fois.",
        "The decisions do not list every applicant once.",
    ),
    "decision-misquotes": (
        "Candidature {id} : la décision cite une proposition qui n’est pas celle du résultat.",
        "Applicant {id}: the decision quotes a proposal that is not that of the result.",
    ),
    "decision-negative": (
        "Candidature {id} : la quantité décidée est négative.",
        "Applicant {id}: the decided quantity is negative.",
    ),
    "decision-without-reason": (
        "Candidature {id} : la décision s’écarte de la proposition sans motif.",
        "Applicant {id}: the decision departs from the proposal without a reason.",
    ),
    "decisions-exceed-stock": (
        "Les décisions font {total}, plus que le stock de {stock}.",
        "The decisions make {total}, more than the stock of {stock}.",
    ),
    "explanation": (
        "Candidature {id} : « {field} » ne suit pas de la règle.",
        "Applicant {id}: “{field}” does not follow from the rule.",
    ),
}


def verdict(code: str, facts: Mapping[str, object], lang: str) -> str:
    return choose(VERDICTS[code], lang).format(**facts)
