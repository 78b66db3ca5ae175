"""Dates, waits, load and record of a draft."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.followup import (
    Answer,
    Commitment,
    DateChange,
    Load,
    Milestone,
    TermDays,
    busy_owner,
    dependencies,
    forecast,
    owner_load,
    terms,
)
from danaya.engines.followup.planning import few_milestones, record_says
from danaya.engines.language import LANGUAGES
from tests.engines.followup.plans import claimed, closed, commitment, commitments, milestone, on

TABASKI = {"fr": "Tabaski", "en": "Eid al-Adha"}
DRAFT = commitment(milestone("a", 0, 30), milestone("b", 30, 60, after=("a",)), key="draft")


def codes(found: tuple[object, ...]) -> list[tuple[str, str]]:
    for each in found:
        for language in LANGUAGES:
            assert "{" not in each.in_language(language)  # type: ignore[attr-defined]
    return [(each.code, each.where) for each in found]  # type: ignore[attr-defined]


def test_terms() -> None:
    fine = TermDays(20, on(30))
    assert terms(DRAFT, on(0), {"a": fine, "b": fine}) == ()
    assert terms(DRAFT, on(30), {}) == ()
    assert codes(terms(DRAFT, on(31), {})) == [("due-in-the-past", "a")]
    off = TermDays(4, on(61), off=(TABASKI, {"fr": "samedi", "en": "Saturday"}), doubtful=(TABASKI,))
    found = terms(DRAFT, on(0), {"a": replace(fine, doubtful=(TABASKI,)), "b": off})
    assert codes(found) == [("due-perhaps-off", "a"), ("due-on-day-off", "b"), ("term-too-short", "b")]
    assert found[1].in_language("fr") == "Le 2 mars 2026 n'est pas travaillé (Tabaski, samedi). Prenez le 3 mars 2026."
    assert terms(DRAFT, on(0), {"a": replace(fine, working=5), "b": fine}) == ()


def test_a_milestone_before_what_it_waits_for() -> None:
    assert dependencies(DRAFT, []) == ()
    for starts, due, code in (
        (29, 60, "starts-before-awaited"),
        (20, 30, "due-before-awaited"),
        (0, 10, "due-before-awaited"),
    ):
        made = replace(DRAFT, milestones=(DRAFT.milestones[0], milestone("b", starts, due, after=("a",))))
        assert codes(dependencies(made, [])) == [(code, "b")]


def test_waits_for_other_commitments_by_the_dates_they_have_now() -> None:
    other = commitment(milestone("x", 0, 20), key="other", starts=on(0))
    made = replace(DRAFT, milestones=(milestone("a", 30, 60, after=("x",)),))
    assert dependencies(made, [other]) == ()
    moved = replace(other, changes=(DateChange("x", on(5), on(40)),))
    assert codes(dependencies(made, [moved])) == [("starts-before-awaited", "a")]
    assert dependencies(made, [claimed(moved, "x", 18, Answer.FULL)]) == ()
    assert codes(dependencies(made, [replace(other, abandoned=on(9))])) == [("awaits-abandoned", "a")]


def test_waits_for_what_is_not_there() -> None:
    made = replace(DRAFT, milestones=(milestone("a", 0, 30, after=("z",)),))
    assert codes(dependencies(made, [])) == [("awaits-unknown", "a")]


def test_circles_within_the_draft_and_through_the_plan() -> None:
    within = replace(DRAFT, milestones=(milestone("a", 0, 30, after=("b",)), milestone("b", 30, 60, after=("a",))))
    found = dependencies(within, [])
    assert codes(found) == [("awaits-itself", "a")]
    assert "a → b → a" in found[0].in_language("en")
    other = commitment(milestone("x", 0, 20, after=("b",)), key="other")
    through = replace(DRAFT, milestones=(milestone("a", 30, 40, after=("x",)), DRAFT.milestones[1]))
    assert ("awaits-itself", "a") in codes(dependencies(through, [other]))
    apart = commitment(milestone("y", 0, 1, after=("z",)), milestone("z", 0, 1, after=("y",)), key="apart")
    assert dependencies(DRAFT, [apart]) == ()


def test_an_earlier_version_of_the_draft_is_left_out() -> None:
    earlier = replace(DRAFT, milestones=(milestone("a", 0, 90), milestone("q", 0, 90), milestone("r", 0, 90)))
    assert dependencies(DRAFT, [earlier]) == ()
    assert busy_owner(DRAFT, [earlier], most=1) == ()


def test_load_over_time_by_hand() -> None:
    other = commitment(milestone("x", 20, 40), milestone("y", 50, 55), key="other")
    # a 1–30, x 21–40, b 31–60, y 51–55.
    assert owner_load("chief", [DRAFT, other]) == (
        Load(on(1), on(20), 1),
        Load(on(21), on(40), 2),
        Load(on(41), on(50), 1),
        Load(on(51), on(55), 2),
        Load(on(56), on(60), 1),
    )


def test_what_is_closed_given_up_or_another_s_does_not_weigh() -> None:
    other = commitment(milestone("x", 20, 40), key="other")
    for lighter in (
        claimed(other, "x", 25, Answer.FULL),
        replace(other, abandoned=on(1)),
        replace(other, owner="clerk"),
    ):
        assert max(load.count for load in owner_load("chief", [DRAFT, lighter])) == 1


def test_a_busy_owner_is_told_from_when_to_when() -> None:
    others = [commitment(milestone(f"x{n}", 20, 40 + n), key=f"o{n}") for n in range(3)]
    (found,) = busy_owner(DRAFT, others)
    # Three of the others and one of its own, until the first of the three is due on day 40.
    assert found.values == {"first": on(21), "last": on(40), "count": 4, "most": 3}
    assert found.where == "owner"
    assert busy_owner(DRAFT, others, most=4) == ()
    away = [commitment(milestone(f"x{n}", 100, 140), key=f"o{n}") for n in range(9)]
    assert busy_owner(DRAFT, away) == ()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=8), st.integers(0, 130))
def test_load_is_the_number_of_milestones_that_run_on_a_day(spans: list[tuple[int, int]], day: int) -> None:
    steps: tuple[Milestone, ...] = tuple(
        milestone(str(n), starts, starts + length) for n, (starts, length) in enumerate(spans)
    )
    loads = owner_load("chief", [commitment(*steps)])
    running = sum(starts < day <= starts + length or day == starts == starts + length for starts, length in spans)
    assert sum(load.count for load in loads if load.first <= on(day) <= load.last) == running
    assert all(before.last < after.first for before, after in pairwise(loads))


@given(st.lists(commitments(), min_size=1, max_size=1))
def test_any_draft_gets_an_answer(made: list[Commitment]) -> None:
    codes(dependencies(made[0], []))
    codes(busy_owner(made[0], [], most=1))


@pytest.mark.parametrize(("count", "expected"), [(5, []), (6, [("milestones-too-many", "milestones")])])
def test_at_most_five_milestones(count: int, expected: list[tuple[str, str]]) -> None:
    assert codes(few_milestones(commitment(*(milestone(str(n), 0, 9) for n in range(count))))) == expected


def test_the_record_says_later() -> None:
    record = [closed(f"r{n}", 100, actual) for n, actual in enumerate((80, 90, 110, 120, 130))]
    found = record_says(DRAFT, forecast([*record, DRAFT], on(0))["draft"])
    assert codes(found) == [("record-says-later", "due")]
    assert found[0].values["p50"] == on(66)
    quick = [closed(f"r{n}", 100, 100) for n in range(5)]
    assert record_says(DRAFT, forecast([*quick, DRAFT], on(0))["draft"]) == ()
    assert record_says(DRAFT, forecast([DRAFT], on(0))["draft"]) == ()
    assert record_says(DRAFT, None) == ()
