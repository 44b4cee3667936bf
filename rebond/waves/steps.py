"""The calculation of one application in words, said to the association itself: short steps, each with its sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from rebond.interface.templatetags.interface import MINUS, number
from rebond.waves.explanation import Account

ROUNDED = {
    "leximin": gettext_noop("Le résultat est arrondi au-dessus."),
    "sainte-lague": gettext_noop("Le résultat est arrondi au plus proche."),
    "dhondt": gettext_noop("Le résultat est arrondi au-dessous."),
    "huntington-hill": gettext_noop("Le résultat est arrondi à la moyenne géométrique."),
}

# What stopped the application where it is, by the name of its sentence.
LIMITS = {
    "granted-in-full": gettext_noop("Votre demande décide : vous recevez tout ce que vous demandez."),
    "wave-cap": gettext_noop("Le plafond de la vague décide : personne ne reçoit davantage."),
    "level": gettext_noop("Le niveau commun décide : le stock n’allait pas plus haut."),
    "order": gettext_noop("L’ordre de priorité décide : le stock s’est arrêté à votre tour."),
    "lot": gettext_noop("Votre lot utile décide : le stock n’allait pas plus loin."),
    "quota": gettext_noop("Le maximum de votre groupe décide : il était atteint."),
    "floor-did-not-fit": gettext_noop("Le plancher décide : il restait trop peu pour un lot utile."),
    "floor-quota": gettext_noop("Le plancher décide : votre groupe avait trop peu de place pour un lot utile."),
    "not-admitted": gettext_noop("L’ordre décide : la distribution des lots utiles s’est arrêtée avant vous."),
    "below-minimum": gettext_noop("Votre minimum utile décide : votre part était plus petite."),
}


@dataclass(frozen=True)
class Step:
    """One step: what the rule does, the sum that one can redo, what comes out."""

    title: str
    text: str
    result: str
    sum: str = ""


def steps_of(account: Account, marks: Sequence[int], names: Mapping[str, str]) -> list[Step]:
    """The steps from the points to the number of the rule. `marks` are the points by criterion."""
    steps = [points_step(account, marks), most_step(account)]
    if account.useful_lot or not account.is_admitted:
        steps.append(lot_step(account, names))
    if account.is_admitted:
        steps += queue_steps(account, names)
    return [*steps, last_step(account)]


def points_step(account: Account, marks: Sequence[int]) -> Step:
    applicant = account.applicant
    parts = [number(mark) for mark in marks if mark]
    total = " + ".join(parts) if len(parts) > 1 and sum(marks) == applicant.points else ""
    if applicant.size != 1:
        total = f"{total or number(applicant.points)} × {number(applicant.size)}"
    return Step(
        _("Vos points"),
        _("Ils viennent de vos réponses, critère par critère. Plus vous en avez, plus votre part est grande."),
        points_text(applicant.weight),
        f"{total} = {number(applicant.weight)}" if total else "",
    )


def points_text(points: int) -> str:
    return ngettext("%(n)s point", "%(n)s points", points) % {"n": number(points)}


def most_step(account: Account) -> Step:
    applicant = account.applicant
    facts = {"request": number(applicant.request), "cap": number(applicant.cap)}
    return Step(
        _("Au plus"),
        _("Personne ne reçoit plus que sa demande, ni plus que le plafond de la vague."),
        _("%(n)s au plus") % {"n": number(applicant.ceiling)},
        _("demande : %(request)s ; plafond : %(cap)s") % facts,
    )


def lot_step(account: Account, names: Mapping[str, str]) -> Step:
    """The useful lot: how large it is, and what happened at its turn."""
    applicant = account.applicant
    facts = {
        "floor": number(applicant.floor),
        "lot": number(account.useful_lot),
        "received": number(applicant.received),
        "left": number(account.left_at_its_turn),
        "group": names.get(account.outcome.binding or "", account.outcome.binding or ""),
        "minimum": number(applicant.minimum),
    }
    texts = [_("La vague a un plancher de %(floor)s : un lot plus petit ne permet pas un atelier.")]
    if applicant.received and account.useful_lot:
        texts.append(_("Vous en avez déjà reçu %(received)s : votre lot utile est de %(lot)s."))
    elif account.useful_lot < applicant.floor and not applicant.received:
        texts.append(_("Vous demandez moins : votre lot utile est de %(lot)s."))
    texts.append(turn_text(account))
    granted = account.useful_lot if account.is_admitted else 0
    return Step(_("D’abord un lot utile"), " ".join(texts) % facts, number(granted))


def turn_text(account: Account) -> str:
    if account.is_admitted:
        return _("À votre tour, il restait assez pour ce lot : il vous est accordé en entier.")
    if account.limit == "below-minimum":
        return _("Vous avez dit ne pas pouvoir servir moins de %(minimum)s : votre part était plus petite.")
    if account.limit == "not-admitted":
        return _("Un lot placé avant le vôtre ne tenait plus dans le stock : la distribution s’est arrêtée là.")
    if account.limit == "floor-quota":
        return _("À votre tour, votre groupe (%(group)s) n’avait plus assez de place pour ce lot.")
    if account.left_at_its_turn is None:
        return _("À votre tour, il restait trop peu pour ce lot.")
    return ngettext(
        "À votre tour, il restait %(left)s ordinateur, trop peu pour ce lot.",
        "À votre tour, il restait %(left)s ordinateurs, trop peu pour ce lot.",
        account.left_at_its_turn,
    )


def queue_steps(account: Account, names: Mapping[str, str]) -> list[Step]:
    """The common level, earlier waves, the unit exactly at the level, the group: only what this wave uses."""
    steps = []
    if account.product is not None and account.ceiling is not None:
        steps.append(level_step(account, account.product, account.ceiling))
        if account.applicant.received:
            steps.append(history_step(account, account.ceiling))
        steps += at_level_steps(account)
    elif not account.has_common_queue:
        steps.append(order_step(account))
    else:
        steps.append(enough_step(account))
    if account.limit == "quota":
        steps.append(quota_step(account, names))
    return steps


def enough_step(account: Account) -> Step:
    return Step(
        _("Ensuite, le même niveau pour toutes"),
        _("Le stock a suffi à toutes les demandes de la file : aucun niveau ne vous limite."),
        number(account.applicant.ceiling),
    )


def level_step(account: Account, product: Fraction | float, ceiling: int) -> Step:
    level = account.result.level
    share = number(ceiling)
    text = _(
        "Le stock a suffi jusqu’à %(level)s ordinateurs pour 100 points. "
        "Votre part est ce niveau multiplié par vos points."
    ) % {"level": rounded(account.per_hundred or 0)}
    return Step(
        _("Ensuite, le même niveau pour toutes"),
        f"{text} {_(ROUNDED[account.problem.key])}",
        share,
        f"{level} × {number(account.applicant.weight)} = {rounded(float(product))} → {share}",
    )


def rounded(value: float) -> str:
    """A figure with two decimals, or none where it is whole."""
    return number(value, 0 if value == round(value) else 2)


def history_step(account: Account, ceiling: int) -> Step:
    received = account.applicant.received
    return Step(
        _("Les vagues précédentes comptent"),
        _("Ce que vous avez déjà reçu est compris dans votre part."),
        number(account.share),
        f"{number(ceiling)} {MINUS} {number(received)} = {number(account.share)}"
        if received <= ceiling
        else _("%(received)s déjà reçus, plus que votre part de %(ceiling)s")
        % {"received": number(received), "ceiling": number(ceiling)},
    )


def at_level_steps(account: Account) -> list[Step]:
    if account.got_one_at_the_level:
        return [
            Step(
                _("Exactement au niveau"),
                _("Un ordinateur tombe exactement au niveau. L’ordre, points puis tirage, vous le donne."),
                "+1",
            )
        ]
    if account.missed_one_at_the_level:
        return [
            Step(
                _("Exactement au niveau"),
                _("Un ordinateur tombe exactement au niveau. Le stock s’arrête là : l’ordre le donne à d’autres."),
                "+0",
            )
        ]
    return []


def order_step(account: Account) -> Step:
    facts = {"place": number(account.place), "n": number(account.applications), "class": account.applicant.priority + 1}
    if account.problem.key == "rank":
        text = _("Chaque association est servie en entier avant la suivante. Vous êtes à la place %(place)s sur %(n)s.")
    else:
        text = _("Les associations prioritaires passent d’abord. Vous êtes du groupe de priorité %(class)s.")
    return Step(_("Ensuite, dans l’ordre publié"), text % facts, number(account.outcome.units))


def quota_step(account: Account, names: Mapping[str, str]) -> Step:
    quota = next(one for one in account.problem.quotas if one.name == account.outcome.binding)
    facts = {"group": names.get(quota.name, f"{quota.group} {quota.value}"), "most": number(quota.most)}
    return Step(
        _("Le maximum de votre groupe"),
        _("Toutes ensemble, les associations de votre groupe (%(group)s) reçoivent %(most)s ordinateurs au plus.")
        % facts
        + " "
        + _("À votre tour, ce nombre était atteint."),
        number(account.outcome.units),
    )


def last_step(account: Account) -> Step:
    return Step(_("Le nombre de la règle"), _(LIMITS[account.limit]), number(account.outcome.units))


def one_more(account: Account) -> str:
    """How many points one more computer would have taken, everything else unchanged."""
    needed = account.outcome.points_for_one_more
    if needed is not None:
        return _(
            "Avec %(needed)s points au lieu de %(points)s, et tout le reste pareil, vous en auriez reçu %(more)s."
        ) % {
            "needed": number(needed),
            "points": number(account.applicant.points),
            "more": _("un de plus") if account.outcome.units else _("au moins un"),
        }
    if account.limit == "granted-in-full":
        return _("Vous recevez tout ce que vous avez demandé : il n’en fallait pas plus.")
    if account.limit == "wave-cap":
        return _("Aucun nombre de points n’y change rien : le plafond est le même pour toutes.")
    return _("Aucun nombre de points n’y aurait suffi, tout le reste étant pareil.")


def lottery(account: Account) -> str:
    """What the lottery did for this application."""
    if account.problem.seed is None or any(each.tie is not None for each in account.problem.applicants):
        return _("L’ordre entre égales est écrit dans les données de la vague : il n’y a pas eu de tirage.")
    draw = account.draw
    if draw is None:
        return _("Aucune autre candidature n’a autant de points : le tirage ne vous a pas départagée.")
    facts = {
        "equals": number(draw.equals),
        "place": number(draw.place),
        "first": number(draw.if_first),
        "last": number(draw.if_last),
    }
    texts = [
        _("%(equals)s candidatures ont autant de points, la vôtre comprise. Le tirage vous place n° %(place)s."),
        _("Première, vous auriez reçu %(first)s ; dernière, %(last)s : le tirage a compté.")
        if draw.mattered
        else _("Le tirage n’a rien changé : première ou dernière, vous auriez reçu autant."),
    ]
    return " ".join(texts) % facts
