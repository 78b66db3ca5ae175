"""Groups of opinion: exact, the same for every order of rows, with their stability, and none where there are few people."""

import random
from dataclasses import astuple

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from danaya.engines.consensus import NoMap, Votes, collect, opinion_groups
from danaya.engines.consensus.clustering import adjusted_rand, cluster, silhouettes
from danaya.engines.consensus.projection import matrix_of, project
from tests.engines.consensus.conversations import NAMES, SHIPPED, read_conversation, read_golden, read_rows

Rows = list[tuple[str, str, int]]


def camps(sizes: list[int], statements: int = 20, seed: int = 1, noise: float = 0.15) -> Rows:
    """Votes of camps that each have their own view of every statement; each person sees most statements."""
    rng = np.random.default_rng(seed)
    rows = []
    for camp, size in enumerate(sizes):
        view = np.random.default_rng(100 + camp).choice([-1, 1], statements)
        for person in range(size):
            for statement in range(statements):
                if rng.random() < 0.8:
                    vote = -view[statement] if rng.random() < noise else view[statement]
                    rows.append((f"c{camp}p{person}", str(statement), int(vote)))
    return rows


def votes_of(rows: Rows) -> Votes:
    return collect([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def found_in(rows: Rows, seed: int = 3, repeats: int = 5, **options):
    return opinion_groups(votes_of(rows), np.random.default_rng(seed), repeats=repeats, **options)


def test_camps_are_found_and_stay_when_a_tenth_leaves() -> None:
    found = found_in(camps([70, 50], noise=0.05))
    assert found.k == 2
    assert found.reason is None
    assert found.why_not() is None
    assert [{voter[:2] for voter in group.voters} for group in found.groups] == [{"c0"}, {"c1"}]
    best = next(each for each in found.divisions if each.k == 2)
    assert best.stability > 0.95
    assert best.worst <= best.stability
    assert {each.k for each in found.divisions} == {2, 3, 4, 5}
    assert best.silhouette == max(each.silhouette for each in found.divisions)


@pytest.mark.parametrize("name", NAMES[:2])
def test_order_of_rows_changes_nothing(name: str) -> None:
    rows, _, _ = read_rows(SHIPPED / name)
    out = read_conversation(SHIPPED / name).out
    shuffled = random.Random(5).sample(rows, len(rows))
    one, other = (found_in(each, out=out) for each in (rows, shuffled))
    assert (one.people, one.k, one.groups) == (other.people, other.k, other.groups)
    assert [astuple(each) for each in one.divisions] == [astuple(each) for each in other.divisions]
    assert (one.positions == other.positions).all()


@pytest.mark.parametrize(("name", "digits"), list(zip(NAMES, (1e-7, 1e-7, 1e-3), strict=True)))
def test_positions_are_those_of_polis_s_projection(name: str, digits: float) -> None:
    """As red-dwarf puts them, which like Polis sets statements moderated out to 0 for everybody.

    On the largest its solver draws at random, which costs it digits.
    """
    rows, statements, _ = read_rows(SHIPPED / name)
    out = read_conversation(SHIPPED / name).out
    voters = sorted({voter for voter, _, _ in rows})
    zeroed = [row for row in rows if row[1] not in out] + [(voter, each, 0) for voter in voters for each in out]
    votes = votes_of(zeroed)
    matrix = matrix_of(votes)
    matrix.enough[:] = True
    ours = project(matrix)
    golden = read_golden(SHIPPED / name, "red-dwarf-positions")
    theirs = np.array([golden[voter] for voter in votes.voters])
    for axis in (0, 1):
        sign = np.sign(ours[:, axis] @ theirs[:, axis])
        assert np.abs(sign * ours[:, axis] - theirs[:, axis]).max() < digits
    assert len(statements) == len(votes.statements)


def test_axes_are_those_of_the_singular_value_decomposition_wide_or_tall() -> None:
    for sizes, statements in (([60, 50], 30), ([60, 50], 300)):
        matrix = matrix_of(votes_of(camps(sizes, statements)))
        means = np.where(matrix.seen, matrix.values, 0).sum(axis=0) / matrix.seen.sum(axis=0)
        centred = np.where(matrix.seen, matrix.values - means, 0)
        axes = np.linalg.svd(centred)[2][:2].T
        axes *= np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
        scale = np.sqrt(statements / matrix.seen.sum(axis=1))[:, None]
        assert np.allclose(project(matrix), scale * (centred @ axes), atol=1e-9)


@pytest.mark.parametrize(("people", "reason"), [(99, NoMap.FEW_PEOPLE), (100, None)])
def test_there_is_no_map_under_a_hundred_people(people: int, reason: NoMap | None) -> None:
    found = found_in(camps([people // 2, people - people // 2]), repeats=1)
    assert found.reason is reason
    if reason is not None:
        assert found.groups == found.divisions == ()
        text, values = found.why_not() or ({}, {})
        assert "99" in text["fr"].format(**values)
        assert "100" in text["en"].format(**values)


def test_who_voted_seldom_is_not_placed_and_does_not_count_to_the_hundred() -> None:
    rows = camps([60, 39]) + [("seldom", str(number), 1) for number in range(6)]
    assert found_in(rows).reason is NoMap.FEW_PEOPLE
    found = found_in([*rows, ("seldom", "6", 1)])
    assert found.reason is None
    assert "seldom" in found.people


def test_with_fewer_than_seven_statements_all_must_be_voted_on() -> None:
    rows = [(f"p{number}", statement, 1 if number % 2 else -1) for number in range(120) for statement in "abc"]
    found = found_in([*rows, ("half", "a", 1)])
    assert len(found.people) == 120
    assert found.k == 2


def test_people_who_all_vote_alike_make_no_map() -> None:
    rows = [(f"p{number}", str(statement), 1) for number in range(120) for statement in range(8)]
    assert found_in(rows).reason is NoMap.NO_DIFFERENCE


def test_a_group_of_a_few_is_never_shown() -> None:
    """Three loud outliers: some division sets them apart, and they are shown in none."""
    rows = camps([80, 60, 3], noise=0.05)
    found = found_in(rows)
    assert any(min(each.sizes) <= 3 for each in found.divisions)
    assert all(len(group.voters) >= 0.05 * len(found.people) for group in found.groups)
    assert len(found.groups) >= 2


def test_when_no_division_has_two_large_groups_there_is_no_map() -> None:
    quiet = [(f"q{number}", str(statement), 0) for number in range(120) for statement in range(10)]
    loud = [("loud", str(statement), 1) for statement in range(10)]
    assert found_in(quiet + loud).reason is NoMap.SMALL_GROUPS


def test_statements_moderated_out_place_nobody() -> None:
    rows = camps([60, 50])
    spam = [(f"c{camp}p{person}", "spam", 1 if person % 2 else -1) for camp in (0, 1) for person in range(50)]
    assert (found_in(rows).positions == found_in(rows + spam, out={"spam"}).positions).all()
    assert not np.allclose(found_in(rows).positions, found_in(rows + spam).positions)


def test_chance_moves_the_stability_only() -> None:
    rows, _, _ = read_rows(SHIPPED / "brexit-consensus")
    one, other, again = (found_in(rows, seed=seed) for seed in (1, 2, 1))
    assert one.groups == other.groups
    assert [each.stability for each in one.divisions] == [each.stability for each in again.divisions]
    assert [each.stability for each in one.divisions] != [each.stability for each in other.divisions]


def test_silhouettes_are_those_of_the_definition() -> None:
    points = np.random.default_rng(2).normal(size=(700, 2))
    labels = cluster(points, 4)
    assert labels is not None
    lone = np.append(labels, 4)
    points = np.vstack([points, [9.0, 9.0]])
    distance, expected = cdist(points, points), []
    for person, own in enumerate(lone):
        others = [distance[person, lone == group].mean() for group in set(lone) - {own}]
        mates = (lone == own) & (np.arange(len(lone)) != person)
        inner = distance[person, mates].mean() if mates.any() else None
        expected.append(0.0 if inner is None else (min(others) - inner) / max(min(others), inner))
    assert silhouettes(points, [lone]) == pytest.approx([np.mean(expected)], rel=1e-12)


def test_adjusted_rand_is_that_of_hubert_and_arabie() -> None:
    a = np.array([0, 0, 0, 1, 1, 1])
    assert adjusted_rand(a, 1 - a) == 1.0
    assert adjusted_rand(a, np.array([0, 0, 1, 1, 2, 2])) == pytest.approx(8 / 33)
    assert adjusted_rand(a, np.zeros(6, dtype=int)) == 0.0
    rng = np.random.default_rng(3)
    by_chance = [adjusted_rand(rng.integers(0, 3, 200), rng.integers(0, 3, 200)) for _ in range(200)]
    assert abs(np.mean(by_chance)) < 0.005


def test_clusters_no_two_of_which_can_be_told_apart_are_none() -> None:
    assert cluster(np.zeros((10, 2)), 2) is None
    assert cluster(np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 1.0]]), 3) is None
    assert cluster(np.array([[0.0, 0.0], [1.0, 1.0], [1.0, 1.0]]), 2).tolist() == [1, 0, 0]
