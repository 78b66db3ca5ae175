"""Each reason of a stall at its edge, what is no stall, and what follows one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.followup import (
    Answer,
    Awaited,
    Commitment,
    DateChange,
    Help,
    StallReason,
    Step,
    reaction,
    stalls_of,
)
from danaya.engines.followup.reactions import help_first
from danaya.engines.language import LANGUAGES
from tests.engines.followup.plans import claimed, commitment, commitments, milestone, on

SHORT = commitment(milestone("a", 0, 60), milestone("b", 10, 80))
LONG = commitment(milestone("a", 0, 300), milestone("b", 10, 500))


def reasons(made: Commitment, day: int) -> list[StallReason]:
    return [stall.reason for stall in stalls_of(made, on(day))]


@pytest.mark.parametrize(
    ("made", "quiet"),
    # Two cadences of a fortnight are 28 days, less than 30; of a month 62; of a quarter 184.
    [(SHORT, 30), (commitment(milestone("a", 0, 200)), 62), (LONG, 184)],
)
def test_no_event_for_the_longer_of_30_days_and_two_cadences(made: Commitment, quiet: int) -> None:
    assert reasons(made, quiet - 1) == []
    assert reasons(made, quiet) == [StallReason.NO_EVENT]
    assert reasons(replace(made, updates=(on(5),)), quiet + 4) == []
    (stall,) = stalls_of(replace(made, updates=(on(5),)), on(quiet + 5))
    assert (stall.since, stall.day, stall.days, stall.awaited) == (on(quiet + 5), on(5), quiet, Awaited.OWNER)


def test_who_claimed_all_is_not_called_quiet() -> None:
    made = claimed(claimed(SHORT, "a", 20), "b", 20, Answer.FULL)
    assert reasons(made, 90) == [StallReason.UNCONFIRMED]
    contested = claimed(claimed(SHORT, "a", 20, Answer.CONTESTED), "b", 20, Answer.FULL)
    assert reasons(contested, 90) == [StallReason.NO_EVENT]


def test_two_updates_without_the_milestone_that_was_due() -> None:
    made = replace(SHORT, updates=(on(50), on(59)))
    assert reasons(made, 61) == []  # the plan foresaw none by day 59
    made = replace(SHORT, updates=(on(50), on(60)))
    (stall,) = stalls_of(made, on(61))
    assert (stall.reason, stall.since, stall.milestone) == (StallReason.NO_MILESTONE, on(60), "a")
    assert reasons(claimed(made, "a", 55), 61) == []
    assert reasons(claimed(made, "a", 50, Answer.PART), 61) == []
    assert reasons(claimed(made, "b", 50, Answer.PART), 61) == []
    assert reasons(replace(SHORT, updates=(on(60),)), 61) == []
    assert reasons(claimed(replace(made, updates=(on(50), on(60), on(70))), "b", 55), 71) == [StallReason.NO_MILESTONE]


def test_a_date_put_off_twice() -> None:
    once = replace(LONG, changes=(DateChange("a", on(5), on(310)),))
    assert reasons(once, 20) == []
    earlier = replace(once, changes=(*once.changes, DateChange("a", on(6), on(305))))
    assert reasons(earlier, 20) == []
    again = replace(once, changes=(*once.changes, DateChange("a", on(6), on(310))))
    assert reasons(again, 20) == []
    other = replace(once, changes=(*once.changes, DateChange("b", on(6), on(505))))
    assert reasons(other, 20) == []
    twice = replace(once, changes=(*once.changes, DateChange("a", on(7), on(320))))
    (stall,) = stalls_of(twice, on(20))
    assert (stall.reason, stall.since, stall.milestone) == (StallReason.MOVED_TWICE, on(7), "a")
    assert reasons(claimed(twice, "a", 8, Answer.FULL), 20) == []


def test_a_claim_without_answer_for_21_days_waits_for_the_counterpart() -> None:
    made = claimed(LONG, "a", 10)
    assert reasons(made, 30) == []
    (stall,) = stalls_of(made, on(31))
    assert (stall.reason, stall.since, stall.day, stall.awaited) == (
        StallReason.UNCONFIRMED,
        on(31),
        on(10),
        Awaited.COUNTERPART,
    )
    assert reasons(claimed(LONG, "a", 10, Answer.PART), 31) == []


def test_a_post_that_nobody_holds_waits_for_its_organisation() -> None:
    made = replace(LONG, vacant_since=on(12))
    assert reasons(made, 11) == []
    (stall,) = stalls_of(made, on(12))
    assert (stall.reason, stall.awaited) == (StallReason.OWNER_LEFT, Awaited.ORGANISATION)


def test_what_is_kept_given_up_or_not_begun_does_not_stall() -> None:
    kept = claimed(claimed(SHORT, "a", 20, Answer.FULL), "b", 20, Answer.FULL)
    assert reasons(replace(kept, vacant_since=on(1)), 400) == []
    assert reasons(replace(SHORT, abandoned=on(3)), 400) == []
    assert reasons(replace(SHORT, starts=on(500)), 400) == []


def test_the_oldest_reason_comes_first_and_each_has_its_words() -> None:
    made = claimed(
        replace(SHORT, vacant_since=on(2), changes=tuple(DateChange("b", on(day), on(78 + day)) for day in (3, 4))),
        "b",
        5,
    )
    made = replace(made, updates=(on(61), on(62)))
    found = stalls_of(made, on(95))
    assert [stall.reason for stall in found] == [
        StallReason.OWNER_LEFT,
        StallReason.MOVED_TWICE,
        StallReason.UNCONFIRMED,
        StallReason.NO_MILESTONE,
        StallReason.NO_EVENT,
    ]
    assert found[2].in_language("fr") == "Non confirmé\u00a0: déclaré le 6 janvier 2026, sans réponse depuis 90 jours."
    assert found[0].in_language("en") == "Nobody has held the owner's post since 3 January 2026."
    for stall in found:
        assert len({stall.in_language(language) for language in LANGUAGES}) == 2


@given(commitments(), st.integers(0, 700))
def test_a_stall_began_already_and_lasts_until_something_happens(made: Commitment, day: int) -> None:
    found = stalls_of(made, on(day))
    assert all(stall.day <= stall.since <= on(day) for stall in found)
    last = max([0, *((each - on(0)).days for each in made.event_days())])
    if day >= last:
        assert {stall.reason for stall in found} <= {stall.reason for stall in stalls_of(made, on(day + 30))}


def test_help_is_offered_before_any_red_mark() -> None:
    found = stalls_of(claimed(LONG, "a", 10), on(40))
    first = reaction(found, on(40))
    assert first is not None
    assert (first.step, first.day, first.red, first.help_first[0]) == (Step.OFFER_HELP, on(40), False, Help.PARTNER)
    waiting = reaction(found, on(53), help_offered=on(40))
    assert waiting is not None
    assert (waiting.step, waiting.day, waiting.red) == (Step.WAIT, on(54), False)
    assert "23 février 2026" not in first.in_language("fr")
    assert waiting.in_language("fr") == "L'aide est proposée\u00a0: attendre la réponse jusqu'au 24 février 2026."


def test_both_secretaries_hear_of_it_a_fortnight_after_the_offer() -> None:
    found = stalls_of(claimed(LONG, "a", 10), on(54))
    due = reaction(found, on(54), help_offered=on(40))
    told = reaction(found, on(60), help_offered=on(40), escalated=on(55))
    assert due is not None
    assert told is not None
    assert (due.step, due.day, due.red) == (Step.ESCALATE, on(54), True)
    assert (told.step, told.day, told.red) == (Step.ESCALATED, on(55), True)


def test_both_secretaries_hear_of_it_a_fortnight_after_help_was_asked_for_whether_any_came_or_not() -> None:
    found = stalls_of(claimed(LONG, "a", 10), on(54))
    asked, due = (reaction(found, on(day), help_asked=on(40)) for day in (53, 54))
    assert asked is not None
    assert due is not None
    assert (asked.step, asked.day, asked.red) == (Step.ASKED, on(54), False)
    assert "jusqu'au 24 février 2026" in asked.in_language("fr")
    assert (due.step, due.day, due.red) == (Step.ESCALATE, on(54), True)
    late = reaction(found, on(54), help_offered=on(53), help_asked=on(40))
    told = reaction(found, on(60), escalated=on(54), help_asked=on(40))
    before = reaction(found, on(54), help_asked=on(30))
    assert late is not None
    assert told is not None
    assert before is not None
    assert [(each.step, each.day) for each in (late, told, before)] == [
        (Step.WAIT, on(67)),
        (Step.ESCALATED, on(54)),
        (Step.OFFER_HELP, on(54)),
    ]


def test_both_may_be_done_on_the_same_day() -> None:
    found = stalls_of(claimed(LONG, "a", 10), on(40))
    told = reaction(found, on(40), help_offered=on(40), escalated=on(40))
    assert told is not None
    assert told.step is Step.ESCALATED


def test_an_offer_for_an_earlier_stall_does_not_count() -> None:
    found = stalls_of(claimed(LONG, "a", 10), on(54))
    again = reaction(found, on(54), help_offered=on(30), escalated=on(50))
    assert again is not None
    assert again.step is Step.OFFER_HELP
    renewed = reaction(found, on(54), help_offered=on(52), escalated=on(50))
    assert renewed is not None
    assert renewed.step is Step.WAIT


def test_without_a_stall_nothing_follows() -> None:
    assert reaction((), on(1), on(0)) is None


@pytest.mark.parametrize("reason", StallReason)
def test_all_five_kinds_of_help_are_offered_each_once(reason: StallReason) -> None:
    assert sorted(help_first([reason])) == sorted(Help)
    assert help_first([StallReason.OWNER_LEFT, reason])[0] is Help.AUTHORITY


def test_words_of_help_and_steps() -> None:
    assert len({each.in_words(language) for each in Help for language in LANGUAGES}) == 2 * len(Help)
