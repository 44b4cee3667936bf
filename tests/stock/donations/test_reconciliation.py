"""What was announced against what came: every line finds what it announced, or somebody reads why not."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from rebond.stock.donations.reconciliation import Difference, Line, Thing, reconcile

HP = {"brand": "HP", "model": "ProDesk 600"}


def machine(serial: str, **facts) -> Thing:
    return Thing("desktop", serial=serial, **{"brand": "HP", "model": "ProDesk 600 G4 SFF"} | facts)


def announced(serial: str, **facts) -> Line:
    return Line("desktop", serial=serial, **HP | facts)


def test_a_machine_that_came_as_announced_is_no_difference():
    assert reconcile([announced("A1")], [machine("A1")]).differences == ()


def test_a_serial_that_did_not_come_is_missing_and_one_that_nobody_announced_is_extra():
    assert reconcile([announced("A1")], [machine("B2")]).differences == (
        Difference("missing", "serial:A1", "desktop", announced="HP ProDesk 600"),
        Difference("extra", "serial:B2", "desktop", received="HP ProDesk 600 G4 SFF"),
    )


def test_kind_and_model_are_compared():
    line = announced("A1")
    came = Thing("laptop", "Dell", "Latitude 5400", "A1")
    assert [(one.field, one.announced, one.received) for one in reconcile([line], [came]).differences] == [
        ("kind", "desktop", "laptop"),
        ("model", "HP ProDesk 600", "Dell Latitude 5400"),
    ]


def test_a_model_that_says_more_and_a_brand_written_otherwise_are_the_same():
    line = Line("desktop", "Hewlett-Packard", "PRODESK 600", "A1")
    assert reconcile([line], [machine("A1")]).differences == ()


def test_a_machine_is_found_under_its_former_number():
    assert reconcile([announced("OLD7")], [machine("A1", also=("OLD7",))]).differences == ()


def test_one_machine_answers_one_line():
    both = [announced("A1"), announced("OLD7")]
    assert [one.key for one in reconcile(both, [machine("A1", also=("OLD7",))]).differences] == ["serial:OLD7"]


def test_a_quantity_takes_its_own_model_and_says_how_many_are_lacking():
    lines = [Line("desktop", quantity=3, **HP), Line("desktop", "Dell", "OptiPlex 3070", quantity=1)]
    came = [machine("A1"), machine("A2"), Thing("desktop", "Dell", "OptiPlex 3070 SFF", "D1")]
    assert reconcile(lines, came).differences == (
        Difference("missing", "model:desktop:hp prodesk 600", "desktop", "", "3 HP ProDesk 600", "2", 1),
    )


def test_a_line_without_model_takes_what_the_others_left():
    lines = [Line("desktop", quantity=1), Line("desktop", quantity=1, **HP)]
    came = [machine("A1"), Thing("desktop", "Dell", "OptiPlex 3070", "D1")]
    assert reconcile(lines, came).differences == ()


def test_more_than_announced_of_one_name_is_told_as_a_number():
    lines = [Line("desktop", quantity=1, **HP)]
    assert reconcile(lines, [machine("A1"), machine("A2"), machine("A3")]).differences == (
        Difference(
            "extra", "model:desktop:hp prodesk 600 g4 sff", "desktop", received="2 HP ProDesk 600 G4 SFF", quantity=2
        ),
    )


def test_accessories_are_compared_by_number():
    lines = [Line("keyboard", quantity=20), Line("mouse", quantity=20)]
    came = [Thing("keyboard", quantity=18), Thing("mouse", quantity=21), Thing("cable", quantity=5)]
    assert [(one.kind, one.thing, one.quantity) for one in reconcile(lines, came).differences] == [
        ("missing", "keyboard", 2),
        ("extra", "cable", 5),
        ("extra", "mouse", 1),
    ]


KINDS = some.sampled_from(["desktop", "laptop", "screen"])
NAMES = some.sampled_from([("", ""), ("HP", "ProDesk 600"), ("HP", "ProDesk 600 G4"), ("Dell", "OptiPlex 3070")])
SERIALS = some.sampled_from(["", "A1", "A2", "B1", "B2", "C1"])


@some.composite
def lines(draw) -> list[Line]:
    found, seen = [], set()
    for _ in range(draw(some.integers(0, 8))):
        serial, (brand, model) = draw(SERIALS), draw(NAMES)
        if serial and serial in seen:
            continue
        seen.add(serial)
        quantity = 1 if serial else draw(some.integers(1, 5))
        found.append(Line(draw(KINDS), brand, model, serial, quantity))
    return found


@some.composite
def things(draw) -> list[Thing]:
    serials = draw(some.lists(SERIALS.filter(bool), unique=True))
    machines = [Thing(draw(KINDS), *draw(NAMES), serial) for serial in serials]
    return machines + [Thing("keyboard", quantity=draw(some.integers(1, 9)))] * draw(some.integers(0, 1))


def by_thing(differences, kind: str) -> Counter:
    counted: Counter[str] = Counter()
    for one in differences:
        if one.kind == kind:
            counted[one.thing] += one.quantity
    return counted


@given(lines(), things())
def test_announced_and_extra_less_missing_is_what_came(wanted, came):
    both = reconcile(wanted, came)
    assert both.announced.total() + both.count("extra") - both.count("missing") == both.received.total()
    if not any(one.field == "kind" for one in both.differences):
        missing, extra = by_thing(both.differences, "missing"), by_thing(both.differences, "extra")
        for kind in both.announced | both.received:
            assert both.announced[kind] + extra[kind] - missing[kind] == both.received[kind]


@given(lines(), things(), some.randoms())
def test_the_order_of_lines_and_machines_changes_nothing(wanted, came, chance):
    shuffled, others = list(wanted), list(came)
    chance.shuffle(shuffled)
    chance.shuffle(others)
    assert reconcile(shuffled, others).differences == reconcile(wanted, came).differences
