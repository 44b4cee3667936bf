"""Every sentence of the simulator, in French and in English. Codes and figures come in, plain words go out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LANGUAGES = ("fr", "en")

METRICS = {
    "moved": ("Écart à l’équité", "Distance from fair"),
    "nothing": ("Sans rien", "With nothing"),
    "worst": ("Plus petite part", "Worst share"),
    "gini": ("Inégalité (Gini)", "Inequality (Gini)"),
    "envy": ("Envie entre vagues", "Envy between waves"),
    "waste": ("Jamais donnés", "Never given"),
    "late": ("Donnés en retard", "Given late"),
}

MEANINGS = {
    "moved": (
        "ordinateurs qu’une association aurait eus si toutes étaient venues ensemble, et qu’elle n’a pas",
        "computers that an association would have had if all had come together, and that it has not",
    ),
    "nothing": (
        "associations qui ont demandé et repartent sans aucun ordinateur",
        "associations that asked and leave without one computer",
    ),
    "worst": (
        "ce que reçoit l’association la plus mal servie, comparé à sa part équitable (100 % : personne n’est lésé)",
        "what the worst served association receives, compared with its fair share (100%: nobody loses)",
    ),
    "gini": (
        "de 0, toutes les demandes sont servies dans la même proportion, à 1, quelques-unes le sont et les autres pas",
        "from 0, all requests are met in the same proportion, to 1, a few are met and the others not at all",
    ),
    "envy": (
        "associations qui voient dans une autre vague quelqu’un de mieux servi à points égaux, de plus d’un ordinateur",
        "associations that see in another wave somebody better served for the same points, by more than one computer",
    ),
    "waste": (
        "ordinateurs restés en réserve alors que quelqu’un en demandait encore",
        "computers left in store although somebody still asked for them",
    ),
    "late": (
        "ordinateurs remis seulement au solde, après la dernière vague",
        "computers handed over with the settlement only, after the last wave",
    ),
}

RESERVES = {
    "first-come": ("Premier arrivé, premier servi", "First come, first served"),
    "no-reserve": ("La règle, sans rien garder", "The rule, nothing kept"),
    "tranches": ("Tranches fixes", "Fixed tranches"),
}
TRANCHES = ("Tranches fixes {sizes}", "Fixed tranches {sizes}")
PHANTOMS = ("Candidatures fictives à {quantile} %", "Phantoms at {quantile}%")
SETTLED = ("{policy}, avec solde", "{policy}, with settlement")

COLUMNS = {
    "policy": ("Politique", "Policy"),
    "error": ("± (erreur type)", "± (standard error)"),
    "label": ("Politique en clair", "Policy in words"),
    "scenario": ("Scénario", "Scenario"),
}

LINES = {
    "heading": (
        "Scénario « {label} » : {stock} ordinateurs, vagues de {waves} associations, {replications} tirages, "
        "graine {seed}.",
        "Scenario “{label}”: {stock} computers, waves of {waves} associations, {replications} draws, seed {seed}.",
    ),
    "reading": (
        "Moyenne par programme ± erreur type. La plus petite part est meilleure haute, tout le reste bas.",
        "Mean per programme ± standard error. The worst share is better high, all the rest low.",
    ),
    "nobody": (
        "Jamais personne sans rien avec : {policies}.",
        "Never anybody with nothing under: {policies}.",
    ),
    "somebody": (
        "Toutes ces politiques laissent parfois quelqu’un sans rien.",
        "All these policies leave somebody with nothing at times.",
    ),
    "nearest": (
        "Au plus près du partage équitable : {policy} ({moved} ordinateurs d’écart en moyenne).",
        "Nearest to the fair outcome: {policy} ({moved} computers away on average).",
    ),
    "progress": ("{done} tirages sur {total}", "{done} draws of {total}"),
}

REFUSALS = {
    "usage": ("{why} Voir « {prog} --help ».", "{why} See “{prog} --help”."),
    "unknown-policy": (
        "la politique « {value} » est inconnue ; choix possibles : first-come, no-reserve, tranches, "
        "tranches=486-400-114, q80, q95, chacune avec ou sans « +settlement ».",
        "the policy “{value}” is unknown; possible choices: first-come, no-reserve, tranches, tranches=486-400-114, "
        "q80, q95, each with or without “+settlement”.",
    ),
    "policy-twice": (
        "la politique « {value} » est demandée deux fois.",
        "the policy “{value}” is asked for twice.",
    ),
    "no-policy": ("choisissez au moins une politique.", "choose one policy at least."),
    "tranches-and-waves": (
        "les tranches {value} sont {tranches}, les vagues {waves} ; il faut une tranche par vague.",
        "the tranches {value} are {tranches}, the waves {waves}; one tranche for each wave is needed.",
    ),
    "tranches-exceed-stock": (
        "les tranches {value} font {total} ordinateurs, le stock {stock} ; baissez une tranche.",
        "the tranches {value} make {total} computers, the stock {stock}; lower a tranche.",
    ),
    "bad-quantile": (
        "q{value} n’est pas possible ; choisissez de q01 à q{largest}.",
        "q{value} is not possible; choose from q01 to q{largest}.",
    ),
    "unknown-scenario": (
        "le scénario « {value} » est inconnu, et ce n’est pas un fichier .json ; scénarios fournis : {known}.",
        "the scenario “{value}” is unknown, and is no .json file; scenarios provided: {known}.",
    ),
    "bad-wave": (
        "« {value} » ne décrit pas une vague ; écrivez associations:plancher:plafond, par exemple 27:10:30.",
        "“{value}” does not describe a wave; write associations:floor:cap, for example 27:10:30.",
    ),
    "bad-waves": (
        "« waves » doit être une liste de 1 à {most} vagues.",
        "“waves” must be a list of 1 to {most} waves.",
    ),
    "bad-range": (
        "« {value} » n’est pas un intervalle ; écrivez par exemple 20-80.",
        "“{value}” is not a range; write for example 20-80.",
    ),
    "bad-values": (
        '« {field} » doit être un intervalle {{"from": 20, "to": 80}} ou une liste de nombres.',
        '“{field}” must be a range {{"from": 20, "to": 80}} or a list of numbers.',
    ),
    "bad-label": (
        "« label » doit être un texte de {longest} caractères au plus.",
        "“label” must be text of {longest} characters at most.",
    ),
    "wrong-format": (
        "le format du scénario est « {value} » ; il faut « {expected} ».",
        "the format of the scenario is “{value}”; “{expected}” is expected.",
    ),
    "not-json": ("le scénario n’est pas du JSON valable.", "the scenario is not valid JSON."),
    "not-an-object": (
        "« {field} » doit être un objet JSON, entre accolades.",
        "“{field}” must be a JSON object, in braces.",
    ),
    "unknown-field": (
        "« {field} » est un nom inconnu ; noms possibles : {known}.",
        "“{field}” is an unknown name; possible names: {known}.",
    ),
    "out-of-range": (
        "« {field} » vaut {value} ; il faut un nombre entier de {smallest} à {largest}.",
        "“{field}” is {value}; a whole number from {smallest} to {largest} is expected.",
    ),
    "unreadable": ("le fichier {path} ne peut pas être lu.", "the file {path} cannot be read."),
    "unwritable": (
        "impossible d’écrire {path} : vérifiez que son dossier existe et que vous pouvez y écrire.",
        "{path} cannot be written: check that its folder exists and that you may write there.",
    ),
}


def pick(pair: tuple[str, str], lang: str) -> str:
    """The half of a pair that a reader understands: French unless English was asked for."""
    return pair[LANGUAGES.index(lang if lang in LANGUAGES else "fr")]


def metric(name: str, lang: str) -> str:
    return pick(METRICS[name], lang)


def meaning(name: str, lang: str) -> str:
    """What a measure counts, for somebody who never heard of it."""
    return pick(MEANINGS[name], lang)


def column(name: str, lang: str) -> str:
    return pick(COLUMNS[name], lang)


def line(name: str, lang: str, **facts: object) -> str:
    return pick(LINES[name], lang).format(**facts)


def policy(code: str, lang: str) -> str:
    """A policy as one would say it: `q80+settlement` is « Candidatures fictives à 80 %, avec solde »."""
    name = code.removesuffix("+settlement")
    if name in RESERVES:
        words = pick(RESERVES[name], lang)
    elif name.startswith("tranches="):
        words = pick(TRANCHES, lang).format(sizes=name.removeprefix("tranches="))
    else:
        words = pick(PHANTOMS, lang).format(quantile=int(name.removeprefix("q")))
    return words if name == code else pick(SETTLED, lang).format(policy=words)


def refusal(code: str, facts: Mapping[str, object], lang: str) -> str:
    """One sentence, its first letter a capital."""
    shown = {name: shorten(value) for name, value in facts.items()}
    text = pick(REFUSALS[code], lang).format(**shown)
    return text[0].upper() + text[1:]


def shorten(value: object) -> str:
    """A fact on one line, of a length that one reads, without the characters that move a cursor."""
    text = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "?", str(value))
    return text if len(text) <= 200 else text[:199] + "…"


def count(value: int, lang: str) -> str:
    """A whole number, its thousands set apart."""
    return f"{value:,}" if lang == "en" else f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def several(texts: Sequence[str], lang: str) -> str:
    """Texts that hold commas, one after another."""
    return ("; " if lang == "en" else "\N{NO-BREAK SPACE}; ").join(texts)


def figure(value: float, name: str, lang: str) -> str:
    """A measure as it is read: a part as a percentage, the index with three decimals, the rest with one; what is nearly
    nothing keeps its first digit, so that it never looks like nothing."""
    shown = 100 * value if name == "worst" else value
    decimals = 3 if name == "gini" else 1
    text = f"{shown:.1g}" if 0 < shown < 0.05 and name != "gini" else f"{shown:.{decimals}f}"
    sign = "" if name != "worst" else "%" if lang == "en" else "\N{NO-BREAK SPACE}%"
    return (text if lang == "en" else text.replace(".", ",")) + sign
