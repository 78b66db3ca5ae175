"""Earlier forecasts against what happened: what is judged, what waits, and a plan whose slips are all of one kind."""

import random
from dataclasses import replace
from datetime import date

import pytest

from danaya.engines.followup import Answer, BackTest, Commitment, back_test, quarter_starts
from danaya.engines.language import LANGUAGES
from tests.engines.followup.plans import START, claimed, closed, commitment, milestone, on

RECORD = [closed(f"r{number}", 100, actual) for number, actual in enumerate((80, 100, 120, 150, 200))]
"""Eight-in-ten ratio 2: a commitment planned for 50 days from today is forecast for day 100."""
AHEAD = commitment(milestone("a", 0, 50), key="ahead")
GIVEN_UP = replace(AHEAD, abandoned=on(40))
UNANSWERED = claimed(AHEAD, "a", 100)
WORSE = claimed(AHEAD, "a", 101)


@pytest.mark.parametrize(
    ("made", "today", "expected"),
    [
        (claimed(AHEAD, "a", 100, Answer.FULL, 150), 160, BackTest(1, 1, 0)),
        (claimed(AHEAD, "a", 101, Answer.FULL), 160, BackTest(1, 0, 0)),
        (AHEAD, 101, BackTest(1, 0, 0)),
        (AHEAD, 100, BackTest(0, 0, 1)),
        (claimed(AHEAD, "a", 10, Answer.FULL), 99, BackTest(0, 0, 1)),
        (UNANSWERED, 160, BackTest(0, 0, 1)),
        (WORSE, 160, BackTest(1, 0, 0)),
        (claimed(AHEAD, "a", 100, Answer.CONTESTED), 160, BackTest(1, 0, 0)),
        (GIVEN_UP, 160, BackTest(0, 0, 0)),
        (replace(AHEAD, starts=on(1)), 160, BackTest(0, 0, 0)),
    ],
)
def test_what_is_judged(made: Commitment, today: int, expected: BackTest) -> None:
    assert back_test([*RECORD, made], [START], on(today)) == expected


def test_a_forecast_without_eight_in_ten_date_is_not_judged() -> None:
    assert back_test([*RECORD[:4], AHEAD], [START], on(900)) == BackTest(0, 0, 0)


def test_forecasts_know_only_what_was_known_then() -> None:
    # Five closings a year later at three times the plan; they change no earlier forecast.
    later = [replace(closed(f"l{number}", 100, 300, starts=300), updates=()) for number in range(5)]
    made = [*RECORD, *later, claimed(AHEAD, "a", 100, Answer.FULL)]
    assert back_test(made, [START], on(700)) == BackTest(1, 1, 0)


def test_quarters() -> None:
    assert quarter_starts(date(2026, 1, 1), date(2026, 10, 1)) == (
        date(2026, 1, 1),
        date(2026, 4, 1),
        date(2026, 7, 1),
        date(2026, 10, 1),
    )
    assert quarter_starts(date(2026, 1, 2), date(2026, 3, 31)) == ()


@pytest.mark.parametrize(
    ("judged", "met", "verdict"),
    # Of 10 dates 8 met, nothing is shown; of 100, half met or all met is shown to be off.
    [
        (10, 8, "fits"),
        (10, 5, "fits"),
        (10, 2, "too-early"),
        (100, 50, "too-early"),
        (100, 80, "fits"),
        (100, 100, "too-late"),
    ],
)
def test_verdict_only_where_the_whole_interval_lies_outside(judged: int, met: int, verdict: str) -> None:
    assert BackTest(judged, met, 0).verdict == verdict


def test_words() -> None:
    assert BackTest(100, 50, 3).in_language("fr") == (
        "Dates prévues huit fois sur dix et passées\u00a0: 100, tenues\u00a0: 50 "
        "(50\u00a0%\u202f; cible 70\u00a0% à 90\u00a0%). Les prévisions sont trop optimistes."
    )
    assert all("{" not in BackTest(0, 0, 1).in_language(language) for language in LANGUAGES)


def test_a_plan_whose_slips_are_all_of_one_kind_meets_its_target() -> None:
    draw, made = random.Random(11), []
    for number in range(150):
        starts = draw.randrange(0, 1400)
        made.append(closed(f"c{number}", 60, max(1, round(60 * draw.lognormvariate(0.2, 0.5))), starts=starts))
    found = back_test(made, quarter_starts(on(365), on(1400)), on(2600))
    assert found.judged > 50
    assert found.waiting == 0
    assert 0.7 <= found.met / found.judged <= 0.9
    assert found.verdict == "fits"
