"""Ratings held against what became of the commitments."""

import pytest
from scipy import stats

from danaya.engines.followup import Judged, Keeping, Rating, calibration
from danaya.engines.language import LANGUAGES, Problem
from tests.engines.followup.plans import closed, commitment, milestone, on

KEPT = [closed(f"k{n}", 10, 10) for n in range(6)]
LATE = [closed(f"l{n}", 10, 20) for n in range(3)]
RUNNING = [commitment(milestone("u", -9, 9), key="u", starts=on(-9))]


def test_calibration_by_hand() -> None:
    made = [*KEPT, *LATE, *RUNNING]
    ratings = [Rating(each.key, "customs", 2, 3) for each in made]
    ratings += [Rating(each.key, "private", 1, 3 if each in KEPT else 1) for each in made]
    ratings.append(Rating("never adopted", "private", 3, 3))
    rows = {(row.side, row.judged, row.step): row for row in calibration(ratings, made, on(0))}
    assert len(rows) == 12
    customs = rows["customs", Judged.REALISM, 3]
    assert (customs.decided, customs.counts[Keeping.ON_TIME], customs.counts[Keeping.RUNNING]) == (9, 6, 1)
    assert customs.share == pytest.approx(stats.beta.interval(0.9, 7, 4), abs=1e-9)
    sure, unsure = rows["private", Judged.REALISM, 3], rows["private", Judged.REALISM, 1]
    assert (sure.decided, sure.counts[Keeping.ON_TIME], sure.share) == (6, 6, None)
    assert (unsure.decided, unsure.counts[Keeping.LATE], unsure.share) == (3, 3, None)
    assert rows["private", Judged.AMBITION, 1].decided == 9
    assert sum(rows["private", Judged.AMBITION, 3].counts.values()) == 0


def test_each_commitment_stands_once_in_each_judgement_of_a_side() -> None:
    ratings = [Rating(each.key, "customs", 1 + n % 3, 3 - n % 3) for n, each in enumerate(KEPT)]
    rows = calibration(ratings, KEPT, on(0))
    for judged in Judged:
        assert sum(sum(row.counts.values()) for row in rows if row.judged is judged) == len(KEPT)


def test_nothing_rated_nothing_shown() -> None:
    assert calibration([], KEPT, on(0)) == ()


@pytest.mark.parametrize("rating", [(0, 1), (1, 4)])
def test_a_rating_has_three_steps(rating: tuple[int, int]) -> None:
    with pytest.raises(Problem) as refused:
        Rating("c", "customs", *rating)
    assert refused.value.code == "rating-out-of-range"


def test_one_rating_a_side() -> None:
    with pytest.raises(Problem) as refused:
        calibration([Rating("k0", "customs", 1, 1), Rating("k0", "customs", 2, 2)], KEPT, on(0))
    assert refused.value.code == "rated-twice"
    assert "customs" in refused.value.in_language("fr")


def test_steps_have_words() -> None:
    words = {judged.in_words(step, language) for judged in Judged for step in (1, 2, 3) for language in LANGUAGES}
    assert len(words) == 12
    assert Judged.REALISM.in_words(3, "fr") == "sera très probablement tenu"
