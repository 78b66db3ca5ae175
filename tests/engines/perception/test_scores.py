from dataclasses import dataclass, field

import numpy as np
import pytest

from danaya.engines.language import Problem
from danaya.engines.perception import Design, Sample, distribution, gap, mean, score_table, score_tables


@dataclass(frozen=True)
class Scale:
    scores: dict
    favourable: frozenset = frozenset()
    dont_know: frozenset = frozenset()
    refusal: frozenset = frozenset()
    not_asked: frozenset = field(default_factory=frozenset)


AGREE = Scale({1: 0, 2: 2.5, 3: 5, 4: 7.5, 5: 10}, frozenset({4, 5}), frozenset({8}), frozenset({9}), frozenset({-1}))
REVERSED = Scale({1: 10, 2: 5, 3: 0}, frozenset({1}), frozenset({8}))
UNEVEN = Scale({1: 0, 2: 9, 3: 10}, frozenset({1, 3}))
ANSWERS = {
    "w": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
    "who": ["customs", "customs", "customs", "private", "private", "private"],
    "a": [5, 1, 8, 4, None, 9],
    "b": ["1", "3", "8", None, "2", "77"],
    "c": [1, 2, 3, 3, 2, 1],
}
ITEMS = {"a": ("a", AGREE), "b": ("b", REVERSED), "c": ("c", UNEVEN)}


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample(ANSWERS, Design(weights="w"))


def test_items_are_scored_on_their_own_answers(sample):
    found = score_table(sample, ITEMS)
    expected = {
        "a": (10 * 1 + 0 * 2 + 7.5 * 4) / 7,
        "b": (10 * 1 + 0 * 2 + 5 * 5) / 8,
        "c": (0 * 1 + 9 * 2 + 10 * 3 + 10 * 4 + 9 * 5 + 0 * 6) / 21,
    }
    assert {term: found.scores[term].estimate for term in found.scores.terms} == pytest.approx(expected)
    assert found.shares.estimate.tolist() == pytest.approx([5 / 7, 1 / 8, 14 / 21])
    assert found.scores.n.tolist() == found.shares.n.tolist() == [3, 3, 6]


def test_answers_that_are_no_scores_are_counted_by_kind(sample):
    found = score_table(sample, ITEMS, by=["who"])
    assert found.scores.domains == (("customs",), ("private",))
    assert found.dont_know.tolist() == [1, 0, 1, 0, 0, 0]
    assert found.refusal.tolist() == [0, 1, 0, 0, 0, 0]
    assert found.blank.tolist() == [0, 1, 0, 2, 0, 0], "an empty cell and the unknown code 77"
    assert (found.asked == 3).all()


def test_not_asked_is_neither_asked_nor_missing_an_answer():
    answers = {"a": [5, -1, -1, 4], "w": [1.0] * 4}
    found = score_table(Sample(answers, Design()), {"a": ("a", AGREE)})
    assert (found.asked[0], found.not_asked[0], found.blank[0], found.scores.n[0]) == (2, 2, 0, 2)


def test_factor_score_is_the_mean_of_the_items_each_respondent_answered(sample):
    found = score_table(sample, ITEMS, {"first": ["a", "b"], "second": ["c"]})
    first = np.array([10, 0, np.nan, 7.5, 5, np.nan])
    second = np.array([0, 9, 10, 10, 9, 0])
    both = np.array([5, 4.5, 10, 8.75, 7, 0])
    w = np.array(ANSWERS["w"])
    known = ~np.isnan(first)
    assert found.scores["first"].estimate == pytest.approx((w * first)[known].sum() / w[known].sum())
    assert found.scores["second"].estimate == pytest.approx((w * second).sum() / w.sum())
    assert found.scores["overall"].estimate == pytest.approx((w * both).sum() / w.sum())
    assert found.scores.n.tolist() == [3, 3, 6, 4, 6, 6]
    assert found.blank.tolist()[3:] == [2, 0, 0]


def test_factor_share_is_the_mean_of_each_respondents_share(sample):
    found = score_table(sample, ITEMS, {"first": ["a", "b"]})
    shares = np.array([1, 0, np.nan, 1, 0, np.nan])
    w = np.array(ANSWERS["w"])
    known = ~np.isnan(shares)
    assert found.shares["first"].estimate == pytest.approx((w * shares)[known].sum() / w[known].sum())
    assert found.shares["overall"].estimate == pytest.approx(found.shares["first"].estimate)


def test_errors_are_those_of_the_scores_as_a_column(sample):
    scored = [AGREE.scores.get(code) for code in ANSWERS["a"]]
    direct = mean(Sample(ANSWERS | {"score": scored}, Design(weights="w")), "score", ["who"])
    found = score_table(sample, ITEMS, by=["who"]).scores.select(["a"])
    np.testing.assert_allclose(found.se, direct.se)
    np.testing.assert_allclose(gap(found, by="who").se, gap(direct, by="who").se)


def test_distribution_is_among_scored_answers_in_scale_order(sample):
    found = distribution(sample, {"b": ("b", REVERSED)})
    assert found.terms == ("b=1", "b=2", "b=3")
    assert found.estimate.tolist() == pytest.approx([1 / 8, 5 / 8, 2 / 8])


@pytest.mark.parametrize(
    ("scale", "code"),
    [
        (Scale({1: 0, 2: 11}), "score-out-of-range"),
        (Scale({1: 0, 2: 10}, dont_know=frozenset({2})), "scale-code-twice"),
        (Scale({1: 0}, favourable=frozenset({7})), "favourable-not-scored"),
    ],
)
def test_scales_that_contradict_themselves_are_refused(sample, scale, code):
    with pytest.raises(Problem) as refused:
        score_table(sample, {"a": ("a", scale)})
    assert refused.value.code == code
    assert "{" not in refused.value.in_language("fr") + refused.value.in_language("en")


def test_factor_without_items_is_refused(sample):
    for keys in ([], ["z"]):
        with pytest.raises(Problem, match="no scored item"):
            score_table(sample, ITEMS, {"f": keys})


def test_several_breakdowns_from_one_scan_equal_each_alone():
    answers = ANSWERS | {
        "who": ["customs", None, "customs", "private", "private", "private"],
        "g": ["f", "m", "m", None, "f", "m"],
    }
    sample = Sample(answers, Design(weights="w"))
    breakdowns = ((), ("who",), ("g",), ("who", "g"))
    found = score_tables(sample, ITEMS, {"first": ["a", "b"]}, breakdowns)
    for by, table in zip(breakdowns, found, strict=True):
        alone = score_table(sample, ITEMS, {"first": ["a", "b"]}, by)
        assert table.scores.domains == alone.scores.domains
        for name in ("estimate", "se", "n", "missing", "df"):
            np.testing.assert_allclose(getattr(table.scores, name), getattr(alone.scores, name))
        np.testing.assert_array_equal(table.dont_know, alone.dont_know)
    assert found[2].scores.n[:2].tolist() == [1, 1], "women and men are found where the audience is not known"
