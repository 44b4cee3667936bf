"""The rule of the document, one ticket after another, in exact fractions: slow, obvious, and written apart."""

from fractions import Fraction
from hashlib import sha256

KEYS = {
    "leximin": lambda n, w: Fraction(n - 1, w),
    "sainte-lague": lambda n, w: (n - Fraction(1, 2)) / w,
    "dhondt": lambda n, w: Fraction(n, w),
    "huntington-hill": lambda n, w: Fraction(n * (n - 1), w * w),
    "rank": lambda n, w: Fraction(0),
}


def naive(problem):
    """Units by id, and the ids that opted out, in order."""
    left_out = []
    while True:
        units = play(problem, [each for each in problem.applicants if each.id not in left_out])
        short = [each for each in problem.applicants if 0 < units.get(each.id, 0) < each.minimum]
        if not short:
            return {each.id: units.get(each.id, 0) for each in problem.applicants}, left_out
        order = ties(problem)
        left_out.append(
            max(short, key=lambda e: (Fraction(e.received + e.minimum - 1, e.points * e.size), order[e.id])).id
        )


def ties(problem):
    def turn(each):
        if each.tie is not None:
            return (each.tie,)
        return (-each.points, sha256(problem.seed.encode() + b"\0" + each.id.encode()).hexdigest())

    return {each.id: place for place, each in enumerate(sorted(problem.applicants, key=turn))}


def cap(each):
    return min([bound for bound in (each.request, each.cap) if bound is not None], default=10**9)


def lot(each):
    return min(cap(each), max(0, each.floor - each.received))


def play(problem, here):
    order = ties(problem)
    quotas = {
        quota.name: ({e.id for e in problem.applicants if e.groups.get(quota.group) == quota.value}, quota)
        for quota in problem.quotas
    }
    units = {each.id: 0 for each in here}
    takes = {each.id: min(cap(each), problem.stock) for each in here}

    def total(members):
        return sum(units.get(name, 0) for name in members)

    def most_inside(members, quota):
        """What the members can take under the quotas nested inside."""
        inside = [(m, q) for m, q in quotas.values() if m <= members and q is not quota and q.most is not None]
        best = sum(takes.get(name, 0) for name in members)
        # the largest total under nested maximums: fill each from the smallest outwards
        left = dict(takes)
        for m, q in sorted(inside, key=lambda pair: len(pair[0])):
            excess = sum(left.get(name, 0) for name in m) - q.most
            for name in m:
                cut = min(left.get(name, 0), max(0, excess))
                if cut:
                    left[name] -= cut
                    excess -= cut
        best = sum(left.get(name, 0) for name in members)
        return best if quota.most is None else min(best, quota.most)

    def promised():
        return {name: min(q.least, most_inside(m, q)) for name, (m, q) in quotas.items()}

    def owed(within, promise):
        """What the minimums inside a set of applicants still lack (nested groups: outermost lacks cover inner ones)."""
        inside = sorted(
            ((quotas[name][0], promise[name]) for name in quotas if quotas[name][0] <= within and promise[name]),
            key=lambda pair: len(pair[0]),
        )
        lacks = []
        for members, least in inside:
            below = sum(lack for m, lack in lacks if m <= members)
            lacks = [(m, lack) for m, lack in lacks if not m <= members]
            lacks.append((members, max(least - total(members), below)))
        return sum(lack for _, lack in lacks)

    everybody = {each.id for each in problem.applicants}

    def has_room(each, promise):
        """Called with the grant already made."""
        if total(everybody) + owed(everybody, promise) > problem.stock:
            return False
        return all(
            total(m) + owed(m, promise) <= q.most for m, q in quotas.values() if q.most is not None and each.id in m
        )

    if problem.admission != "none":
        promise = promised()
        if problem.admission == "max-served":
            walk = sorted(here, key=lambda e: (lot(e), order[e.id]))
        else:
            walk = sorted(here, key=lambda e: (e.priority, e.received > 0, order[e.id]))
        stopped = False
        for each in walk:
            if lot(each) == 0:
                continue
            units[each.id] = lot(each)
            if stopped or not has_room(each, promise):
                units[each.id] = takes[each.id] = 0
                stopped = problem.admission == "rank-stop"
    promise = promised()
    key = KEYS[problem.key]

    def ticket(each):
        level = key(each.received + units[each.id] + 1, each.points * each.size)
        return each.priority, level, order[each.id]

    waiting = {each.id: each for each in here if units[each.id] < takes[each.id]}
    while waiting:
        each = min(waiting.values(), key=ticket)
        units[each.id] += 1
        if not has_room(each, promise):
            units[each.id] -= 1
            del waiting[each.id]
        elif units[each.id] == takes[each.id]:
            del waiting[each.id]
    return units
