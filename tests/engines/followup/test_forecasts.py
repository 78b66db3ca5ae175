"""Forecasts: slip ratios and dates by hand, what holds for every plan, and that eight in ten means it."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.followup import Answer, Commitment, forecast
from danaya.engines.followup.forecasts import slip_quantile
from danaya.engines.followup.records import Plan, cycle
from danaya.engines.language import LANGUAGES, Problem
from tests.engines.followup.plans import claimed, closed, commitment, commitments, milestone, on

TODAY = on(0)
RECORD = [closed(f"r{number}", 100, actual) for number, actual in enumerate((80, 100, 120, 150, 200))]
"""Slip ratios 0.8, 1, 1.2, 1.5, 2."""
AHEAD = commitment(milestone("a", 0, 50), milestone("b", 50, 90, after=("a",)), key="ahead")


def test_slip_ratios_by_hand() -> None:
    made = commitment(milestone("a", 0, 10), milestone("b", 10, 30, after=("a",)), milestone("c", 0, 0))
    made = claimed(claimed(claimed(made, "a", 25, Answer.FULL), "b", 35, Answer.FULL, 60), "c", 0, Answer.FULL)
    plan = Plan([made])
    # a: 25 days for 10. b could begin only on day 25, so 10 days for 20: a's delay is not counted twice. c: a day for a day.
    assert [plan.slip_ratio(each) for each in made.milestones] == [2.5, 0.5, 1]
    assert plan.record("chief").ratios == (0.5, 1, 2.5)


def test_what_is_contested_or_unanswered_has_no_ratio() -> None:
    made = commitment(milestone("a", 0, 10), milestone("b", 0, 10), milestone("c", 0, 10))
    made = claimed(claimed(made, "a", 5, Answer.CONTESTED), "b", 5)
    assert Plan([made]).record("chief").ratios == ()


@pytest.mark.parametrize(
    ("count", "half", "eight"),
    # Number ⌈(n + 1)/2⌉ and ⌈0.8 (n + 1)⌉ of n: 3 and 5 of 5, 5 and 8 of 9, 50.5→51 and 80.8→81 of 100.
    [(0, None, None), (1, 1, None), (3, 2, None), (4, 3, 4), (5, 3, 5), (9, 5, 8), (100, 51, 81)],
)
def test_quantiles_by_hand(count: int, half: int | None, eight: int | None) -> None:
    ratios = [float(number) for number in range(1, count + 1)]
    assert slip_quantile(ratios, 50) == half
    assert slip_quantile(ratios, 80) == eight


def test_today_plus_remaining_planned_times_ratio() -> None:
    found = forecast([*RECORD, AHEAD], TODAY)["ahead"]
    # Planned 50 + 40 days; third of five ratios 1.2 (60 + 48 days), fifth 2.
    assert (found.p50, found.p80, found.rule_of_thumb) == (on(108), on(180), None)
    assert found.kind == "both"
    assert found.in_language("fr") == (
        "Une fois sur deux, ce sera fait au plus tard le 19 avril 2026\u202f; huit fois sur dix, au plus tard le 30 juin 2026 "
        "(d'après 5 jalons clos du même porteur)."
    )


def test_too_little_data_under_five_closed_milestones() -> None:
    found = forecast([*RECORD[:4], AHEAD], TODAY)["ahead"]
    assert (found.p50, found.p80) == (None, None)
    assert found.rule_of_thumb == on(75 + 60)
    assert found.in_language("fr") == "Trop peu de données\u00a0: jalons clos 4, il en faut 5."
    assert found.in_language("en") == "Too little data: closed milestones 4, 5 are needed."


def test_the_same_owner_s_record_is_preferred_to_the_plan_s() -> None:
    slow = [closed(f"s{number}", 100, 300, owner="clerk") for number in range(5)]
    found = forecast(
        [*RECORD, *slow, AHEAD, replace(AHEAD, key="x", owner="new", milestones=(milestone("x", 0, 10),))], TODAY
    )
    assert found["ahead"].record.of_owner
    assert found["ahead"].p50 == on(108)
    # Of all ten ratios number 6 is 3, number 9 too.
    assert not found["x"].record.of_owner
    assert (found["x"].p50, found["x"].p80) == (on(30), on(30))
    assert "of the whole plan" in found["x"].in_language("en")


def test_a_milestone_under_way_counts_only_ratios_that_long() -> None:
    made = commitment(milestone("a", -125, -25), key="late", starts=on(-125))
    found = forecast([*RECORD, made], TODAY)["late"]
    # 125 of 100 days are gone: 1.5 and 2 remain; second of two for one in two, nothing for eight in ten.
    assert (found.p50, found.p80, found.kind) == (on(75), None, "half")
    made = commitment(milestone("a", -201, -101), key="late", starts=on(-201))
    found = forecast([*RECORD, made], TODAY)["late"]
    assert (found.p50, found.p80, found.kind) == (None, None, "beyond")
    assert found.in_language("en") == "No date: none of the 5 closed milestones of the same owner lasted as long."


@pytest.mark.parametrize(("planned", "actual"), [(90, 63), (7, 29)])
def test_the_last_day_of_a_ratio_still_counts(planned: int, actual: int) -> None:
    # In floating point the second pair's planned × (actual / planned) is a little more than actual.
    record = [closed(f"r{number}", planned, actual) for number in range(5)]
    made = commitment(milestone("a", -actual, planned - actual), key="late", starts=on(-actual))
    assert forecast([*record, made], TODAY)["late"].p50 == TODAY


def test_a_commitment_ends_with_its_last_milestone() -> None:
    made = commitment(milestone("a", 0, 50), milestone("b", 0, 20), key="two")
    assert forecast([*RECORD, made], TODAY)["two"].p50 == on(60)


def test_it_waits_for_milestones_of_others_and_not_for_what_is_done() -> None:
    first = commitment(milestone("a", 0, 50), key="first")
    second = commitment(milestone("b", 10, 20, after=("a",)), key="second")
    assert forecast([*RECORD, second, first], TODAY)["second"].p50 == on(60 + 12)
    done = claimed(replace(first, starts=on(-50)), "a", -5)
    assert forecast([*RECORD, second, done], TODAY)["second"].p50 == on(10 + 12)


def test_what_waits_for_something_given_up_has_no_date() -> None:
    first = commitment(milestone("a", -9, 50), key="first", abandoned=on(-1), starts=on(-9))
    second = commitment(milestone("b", 0, 20, after=("a",)), milestone("c", 0, 20, after=("b",)), key="second")
    for record in (RECORD, []):
        found = forecast([*record, first, second], TODAY)
        assert list(found) == ["second"]
        assert (found["second"].kind, found["second"].p50, found["second"].rule_of_thumb) == ("blocked", None, None)
        assert all(found["second"].in_language(language) for language in LANGUAGES)


def test_nothing_is_forecast_for_what_is_done_or_all_claimed() -> None:
    made = claimed(commitment(milestone("a", -9, 50), key="done", starts=on(-9)), "a", -2)
    assert "done" not in forecast([*RECORD, made], TODAY)
    contested = claimed(commitment(milestone("a", -9, 50), key="done", starts=on(-9)), "a", -2, Answer.CONTESTED)
    assert "done" in forecast([*RECORD, contested], TODAY)


def test_only_those_asked_for_are_forecast_with_the_record_of_all() -> None:
    other = commitment(milestone("z", 0, 50), key="other")
    everyone = [*RECORD, AHEAD, other]
    assert forecast(everyone, TODAY, ["ahead"]) == {"ahead": forecast(everyone, TODAY)["ahead"]}


def test_what_happened_after_today_is_not_looked_at() -> None:
    later = [closed(f"l{number}", 10, 1100) for number in range(5)]
    assert forecast([*RECORD, *later, AHEAD], TODAY)["ahead"].p50 == on(108)


@pytest.mark.parametrize(
    ("code", "after"), [("dependency-cycle", {"a": ("b",), "b": ("a",)}), ("milestone-unknown", {"a": ("z",), "b": ()})]
)
def test_waits_that_make_no_sense_are_refused(code: str, after: dict[str, tuple[str, ...]]) -> None:
    made = commitment(*(milestone(key, 0, 9, after=waits) for key, waits in after.items()))
    with pytest.raises(Problem) as refused:
        forecast([made], TODAY)
    assert refused.value.code == code
    assert all(refused.value.in_language(language) for language in LANGUAGES)


def test_keys_are_unique_in_the_whole_plan() -> None:
    with pytest.raises(Problem) as refused:
        forecast([AHEAD, replace(AHEAD, key="other")], TODAY)
    assert refused.value.code == "key-twice"


def test_circles_are_found_wherever_they_are() -> None:
    assert cycle({"a": ["b"], "b": ["c", "d"], "c": [], "d": ["b"]}) == ("b", "d", "b")
    assert cycle({"a": ["a"]}) == ("a", "a")
    assert cycle({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["unknown"]}) == ()
    assert cycle({"a": [], "b": ["c"], "c": ["b"]}, ["a"]) == ()
    assert cycle({str(number): [str(number + 1)] for number in range(3000)}) == ()


def test_a_long_chain_is_walked() -> None:
    chain = [
        commitment(milestone(f"m{n}", n, n + 1, after=(f"m{n + 1}",) if n < 2999 else ()), key=str(n))
        for n in range(3000)
    ]
    # From m2999, which begins on day 2999, each takes 2 days at the fifth ratio.
    assert forecast([*RECORD, *chain], TODAY)["0"].p80 == on(2999 + 2 * 3000)


@given(st.lists(st.integers(1, 300), min_size=5, max_size=30), st.lists(commitments(), max_size=1), st.integers(0, 600))
def test_eight_in_ten_is_never_before_one_in_two_nor_before_today(
    actual: list[int], others: list[Commitment], day: int
) -> None:
    record = [closed(f"r{number}", 100, each) for number, each in enumerate(actual)]
    for found in forecast([*record, *others, AHEAD], on(day)).values():
        assert found.p50 is None or found.p50 >= on(day)
        assert found.p80 is None or (found.p50 is not None and found.p80 >= found.p50)


@given(st.lists(st.integers(1, 300), min_size=5, max_size=30), st.integers(0, 29), st.integers(0, 500))
def test_a_milestone_closed_later_never_makes_the_forecast_earlier(actual: list[int], place: int, more: int) -> None:
    worse = [*actual]
    worse[place % len(actual)] += more
    one, other = (
        forecast([*(closed(f"r{number}", 100, each) for number, each in enumerate(days)), AHEAD], TODAY)["ahead"]
        for days in (actual, worse)
    )
    assert one.p50 is not None
    assert one.p80 is not None
    assert other.p50 is not None
    assert other.p80 is not None
    assert one.p50 <= other.p50
    assert one.p80 <= other.p80


@given(st.lists(st.integers(1, 300), min_size=5, max_size=30), st.integers(0, 500))
def test_a_further_closed_milestone_as_late_as_the_record_never_makes_it_earlier(actual: list[int], more: int) -> None:
    record = [closed(f"r{number}", 100, each) for number, each in enumerate(actual)]
    before = forecast([*record, AHEAD], TODAY)["ahead"]
    for per_cent in (50, 80):
        slowest = slip_quantile(before.record.ratios, per_cent)
        assert slowest is not None
        after = forecast([*record, closed("new", 100, round(100 * slowest) + more), AHEAD], TODAY)["ahead"]
        one, other = (before.p50, after.p50) if per_cent == 50 else (before.p80, after.p80)
        assert one is not None
        assert other is not None
        assert one <= other


@given(st.lists(st.integers(1, 300), min_size=5, max_size=30), st.integers(0, 300), st.integers(1, 100))
def test_a_day_without_event_never_brings_the_end_nearer(actual: list[int], day: int, days: int) -> None:
    record = [closed(f"r{number}", 100, each) for number, each in enumerate(actual)]
    earlier, later = (forecast([*record, AHEAD], on(each))["ahead"] for each in (day, day + days))
    assert (later.p50 or date.max) >= (earlier.p50 or date.max)
    assert (later.p80 or date.max) >= (earlier.p80 or date.max)


@pytest.mark.parametrize("size", [5, 8, 20])
def test_eight_in_ten_dates_are_met_eight_times_in_ten(size: int) -> None:
    # Log-normal slips: the next one is at most the quantile with a chance of ⌈0.8 (n + 1)⌉ / (n + 1), whatever their law.
    chance = -(-80 * (size + 1) // 100) / (size + 1)
    draw, met, tries = random.Random(7), 0, 4000
    for _ in range(tries):
        ratios = sorted(draw.lognormvariate(0.2, 0.5) for _ in range(size))
        met += draw.lognormvariate(0.2, 0.5) <= (slip_quantile(ratios, 80) or 0)
    assert met / tries == pytest.approx(chance, abs=4 * (chance * (1 - chance) / tries) ** 0.5)
    assert chance >= 0.8
