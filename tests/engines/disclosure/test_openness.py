"""Shares that add up: what bounds propagation gives back of a few, and what is withheld so that it does not."""

from danaya.engines.disclosure import ShareCell, Tie, narrowed, withhold


def exact(count: int, n: int) -> ShareCell:
    return ShareCell(n, count - 0.4, count + 0.4)


FEW = ShareCell(30, 0, 3, few=True)
WHOLE = Tie({"north": 1.0, "south": 1.0, "east": 1.0, "all": -1.0}, 0, 0)


def test_a_few_comes_out_of_a_sum_of_exact_counts() -> None:
    cells = {"all": exact(60, 150), "north": exact(40, 70), "south": exact(18, 50), "east": FEW}
    assert narrowed(cells, [WHOLE])["east"] == (2, 2)


def test_the_smallest_other_share_of_the_sum_is_withheld() -> None:
    cells = {"all": exact(60, 150), "north": exact(40, 70), "south": exact(18, 50), "east": FEW}
    assert withhold(cells, [WHOLE]) == (frozenset({"south"}), frozenset())


def test_a_rest_nobody_sees_is_room_enough() -> None:
    cells = {"all": exact(64, 160), "north": exact(40, 70), "south": exact(18, 50), "east": FEW}
    loose = Tie(WHOLE.terms, -10, 0)
    assert withhold(cells, [loose]) == (frozenset(), frozenset())


def test_few_who_did_not_are_open_the_other_way_round() -> None:
    nearly_all = ShareCell(30, 27, 30, few=True)
    cells = {"all": exact(87, 150), "north": exact(40, 70), "south": exact(18, 50), "east": nearly_all}
    assert narrowed(cells, [WHOLE])["east"] == (29, 29)
    assert withhold(cells, [WHOLE])[0] == {"south"}


def test_what_another_figure_leaves_of_a_withheld_share_counts() -> None:
    """South is withheld, but its mean score says that 17 or 18 gave the answer: the north must go too."""
    south = ShareCell(50, 17.6, 18.4, least=17, most=18)
    cells = {"all": exact(60, 150), "north": exact(40, 70), "south": south, "east": FEW}
    assert withhold(cells, [WHOLE])[0] == {"south", "north"}


def test_a_tie_is_cut_where_no_share_is_left_to_withhold() -> None:
    factor = Tie({"east": 1.0}, 1.8, 2.2, "factor, east")
    assert withhold({"east": FEW}, [factor]) == (frozenset(), frozenset({"factor, east"}))


def test_a_tie_further_off_that_tells_a_withheld_share_is_cut_too() -> None:
    cells = {"all": exact(20, 80), "south": exact(18, 50), "east": FEW}
    whole = Tie({"south": 1.0, "east": 1.0, "all": -1.0}, 0, 0)
    factor = Tie({"south": 1.0}, 17.7, 18.3, "factor, south")
    assert withhold(cells, [whole, factor]) == (frozenset({"south", "all"}), frozenset())
    kept = Tie({"south": 1.0, "east": 1.0}, 19.7, 20.3)
    assert withhold({"south": exact(18, 50), "east": FEW}, [kept, factor]) == ({"south"}, {"factor, south"})


def test_what_nothing_can_open_ends() -> None:
    assert withhold({"east": FEW}, [Tie({"east": 1.0}, 2, 2)]) == (frozenset(), frozenset())
