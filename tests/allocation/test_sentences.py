"""What each association reads: short, true, about itself only."""

from rebond.allocation import sentence, solve
from tests.allocation.cases import problem


def words(case, name, lang="fr"):
    return sentence(solve(case).by_id[name], case, lang).replace("\u00a0", "~")


def test_stock_fills_everybody_to_the_same_level():
    case = problem(10, {"id": "A", "points": 3}, {"id": "B", "points": 2, "request": 10}, {"id": "C", "points": 1})
    assert words(case, "B") == (
        "Vous avez demandé 10 ordinateurs~; le stock a servi les candidatures jusqu’au même niveau par point, "
        "et à ce niveau vous en recevez 3. Avec 3 points au lieu de 2, vous en auriez reçu un de plus."
    )
    assert words(case, "B", "en") == (
        "You asked for 10 computers; the stock served everyone up to the same level per point, "
        "and at that level you receive 3. With 3 points instead of 2, you would have received one more."
    )


def test_request_met_in_full():
    case = problem(9, {"id": "A", "points": 1, "request": 4}, {"id": "B", "points": 1, "request": 1})
    assert words(case, "A") == "Vous avez demandé 4 ordinateurs~: vous les recevez tous."
    assert words(case, "B") == "Vous avez demandé un ordinateur~: vous le recevez."


def test_nothing_asked():
    assert words(problem(9, {"id": "A", "points": 1, "request": 0}), "A") == "Vous n’avez demandé aucun ordinateur."


def test_cap_of_the_wave():
    case = problem(2_000, {"id": "A", "points": 1, "request": 1_500, "cap": 1_000})
    assert words(case, "A") == (
        "Vous avez demandé 1~500 ordinateurs~; le plafond de la vague est de 1~000 pour vous~: vous en recevez 1~000."
    )


def test_useful_lot_and_no_more():
    rows = [{"id": name, "points": points, "request": 20, "floor": 10} for name, points in (("A", 60), ("B", 50))]
    assert words(problem(20, *rows, admission="rank"), "B") == (
        "Vous avez demandé 20 ordinateurs~; le stock permettait votre lot utile, pas davantage~: vous en recevez 10."
    )


def test_floor_that_did_not_fit():
    rows = [{"id": name, "points": points, "request": 20, "floor": 10} for name, points in (("A", 60), ("B", 50))]
    assert words(problem(15, *rows), "B") == (
        "Vous avez demandé 20 ordinateurs~; il en restait trop peu pour un lot utile de 10~: "
        "vous n’en recevez pas cette fois, plutôt que trop peu pour servir. "
        "Avec 61 points au lieu de 50, vous en auriez reçu."
    )


def test_full_quota_names_the_group_and_its_maximum():
    here = {"groups": {"district": "13003"}, "request": 9}
    case = problem(
        20,
        {"id": "A", "points": 2, **here},
        {"id": "B", "points": 1, **here},
        quotas=[{"group": "district", "value": "13003", "max": 6}],
    )
    assert words(case, "B") == (
        "Vous avez demandé 9 ordinateurs~; la part réservée à votre groupe (district 13003~: 6 au plus, "
        "toutes associations réunies) était atteinte~: vous en recevez 2. "
        "Avec 2 points au lieu de 1, vous en auriez reçu un de plus."
    )


def test_earlier_waves_are_recalled():
    rows = [{"id": "A", "points": 5, "received": 4, "request": 9}, {"id": "B", "points": 5}]
    assert "Les 4 ordinateurs que vous avez déjà reçus comptent dans votre part." in words(problem(6, *rows), "A")


def test_opt_out_gives_its_share_to_the_others():
    case = problem(4, {"id": "A", "points": 3}, {"id": "B", "points": 1, "request": 5, "minimum": 3})
    assert words(case, "B").startswith(
        "Vous avez demandé 5 ordinateurs, utiles à partir de 3~; votre part en donnait moins~: "
        "vous n’en recevez pas cette fois, et elle va aux autres."
    )


def test_walk_that_stopped():
    rows = [{"id": name, "points": points, "request": 9, "floor": 6} for name, points in (("A", 9), ("B", 8), ("C", 7))]
    assert words(problem(9, *rows, admission="rank-stop"), "C").startswith(
        "Vous avez demandé 9 ordinateurs~; le stock ne suffisait plus au lot utile d’une candidature placée avant "
        "vous, et la distribution s’arrête là~: vous n’en recevez pas cette fois."
    )
