"""What a side keeps: counts below eight commitments, intervals from eight on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from danaya.engines.followup import Keeping, plan_forecast
from danaya.engines.language import LANGUAGES
from tests.engines.followup.plans import closed, commitment, milestone, on

KEPT = [closed(f"k{number}", 10, 10) for number in range(5)]
LATE = [closed("l", 10, 11)]
OVERDUE = [commitment(milestone("o", -30, -10), key="o", starts=on(-30))]
RUNNING = [commitment(milestone(f"u{number}", -30, 30), key=f"u{number}", starts=on(-30)) for number in range(3)]
PRIVATE = [replace(closed("p", 10, 10), side="private")]


def test_counts_only_below_eight_commitments() -> None:
    found = plan_forecast("customs", [*KEPT, *LATE, *OVERDUE, *PRIVATE], on(0))
    assert (found.share, found.expected) == (None, None)
    assert (found.decided, found.open, found.counts[Keeping.ON_TIME], found.counts[Keeping.OVERDUE]) == (7, 0, 5, 1)
    assert found.in_language("fr") == (
        "Engagements dont l'issue est connue\u00a0: 7, dont tenus à temps\u00a0: 5\u202f; en cours ou en attente\u00a0: 0."
    )


def test_intervals_from_eight_commitments_on() -> None:
    found = plan_forecast("customs", [*KEPT, *LATE, *OVERDUE, *RUNNING, *PRIVATE], on(0))
    # Seven decided, five on time: Beta(2 + 5, 1 + 2).
    assert found.share == pytest.approx(stats.beta.interval(0.9, 7, 3), abs=1e-9)
    law = stats.betabinom(3, 7, 3)
    assert found.expected == (law.ppf(0.05), law.ppf(0.95)) == (1, 3)
    assert found.in_language("en") == (
        "Commitments whose outcome is known: 7, of which kept on time: 5; running or waiting: 3. "
        "Share kept on time: between 45% and 90% (90% interval). Of those running or waiting, between 1 and 3 should be."
    )


def test_no_rate_while_nothing_is_decided() -> None:
    found = plan_forecast("customs", [replace(RUNNING[0], key=str(number)) for number in range(9)], on(0))
    assert (found.share, found.open) == (None, 9)


def test_nothing_is_said_of_open_ones_where_there_are_none() -> None:
    found = plan_forecast("customs", [closed(f"k{number}", 10, 10) for number in range(8)], on(0))
    assert found.expected == (0, 0)
    for language, word in zip(LANGUAGES, ("Parmi", "Of those"), strict=True):
        assert word not in found.in_language(language)


@given(st.integers(0, 30), st.integers(0, 30))
def test_one_more_kept_never_lowers_the_interval(kept: int, late: int) -> None:
    made = [*KEPT, *LATE, *OVERDUE, *RUNNING]
    made += [closed(f"a{number}", 10, 10) for number in range(kept)]
    made += [closed(f"b{number}", 10, 20) for number in range(late)]
    before = plan_forecast("customs", made, on(0)).share
    after = plan_forecast("customs", [*made, closed("more", 10, 10)], on(0)).share
    assert before is not None
    assert after is not None
    assert before[0] < after[0]
    assert before[1] < after[1]
