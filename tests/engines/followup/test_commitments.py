"""What a commitment refuses, how its dates move, what was known on a day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.followup import Answer, Claim, Commitment, Confirmation, DateChange, as_of
from danaya.engines.language import LANGUAGES, Problem
from tests.engines.followup.plans import claimed, commitment, commitments, milestone, on

ONE = milestone("a", 0, 10)
WRONG = {
    "no-milestone": {"milestones": ()},
    "weight-out-of-range": {"milestones": (milestone("a", 0, 10, weight=101),)},
    "due-before-start": {"milestones": (milestone("a", 10, 9),)},
    "key-twice": {"milestones": (ONE, ONE)},
    "milestone-unknown": {"milestones": (ONE,), "claims": (Claim("x", "b", on(1)),)},
    "claim-unknown": {"milestones": (ONE,), "confirmations": (Confirmation("x", on(1), Answer.FULL),)},
    "confirmed-before-claimed": {
        "milestones": (ONE,),
        "claims": (Claim("x", "a", on(2)),),
        "confirmations": (Confirmation("x", on(1), Answer.FULL),),
    },
}


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_is_refused_in_both_languages(code: str) -> None:
    with pytest.raises(Problem) as refused:
        Commitment("c", "customs", "chief", "chamber", on(0), **WRONG[code])
    assert refused.value.code == code
    for language in LANGUAGES:
        assert "{" not in refused.value.in_language(language)


@pytest.mark.parametrize("weight", [0, -1, 1.5, True])
def test_weights_are_whole_numbers_from_1(weight: int) -> None:
    with pytest.raises(Problem) as refused:
        commitment(milestone("a", 0, 1, weight=weight))
    assert refused.value.code == "weight-out-of-range"


def test_a_refusal_writes_dates_as_its_language_does() -> None:
    with pytest.raises(Problem) as refused:
        commitment(milestone("a", 365, 59))
    assert "1er janvier 2027" in refused.value.in_language("fr")
    assert "1er mars 2026" in refused.value.in_language("fr")
    assert "1 January 2027" in refused.value.in_language("en")


def test_a_moved_date_keeps_the_first_one() -> None:
    made = commitment(ONE, milestone("b", 0, 30))
    moved = replace(made, changes=(DateChange("a", on(9), on(60)), DateChange("a", on(5), on(20))))
    assert (moved.due_of(ONE), moved.due, moved.first_due) == (on(60), on(60), on(30))
    assert [change.due for change in moved.moves_of(ONE)] == [on(20), on(60)]


def test_the_last_answer_to_a_claim_counts_the_same_day_in_the_order_given() -> None:
    made = claimed(commitment(ONE), "a", 1, Answer.CONTESTED)
    settled = replace(made, confirmations=(*made.confirmations, Confirmation("a-0", on(1), Answer.PART)))
    answer = settled.answer_to(settled.claims[0])
    assert answer is not None
    assert answer.answer is Answer.PART


def test_what_was_known_on_a_day() -> None:
    made = claimed(commitment(ONE), "a", 4, Answer.FULL, 8)
    made = replace(
        made, updates=(on(3), on(9)), vacant_since=on(7), abandoned=on(20), changes=(DateChange("a", on(6), on(20)),)
    )
    then = as_of(made, on(5))
    assert (len(then.claims), then.confirmations, then.changes, then.updates) == (1, (), (), (on(3),))
    assert (then.vacant_since, then.abandoned) == (None, None)
    assert as_of(made, on(7)).vacant_since == on(7)
    assert as_of(made, on(20)) is made


@given(commitments(), st.integers(0, 700), st.integers(0, 700))
def test_what_was_known_earlier_is_part_of_what_was_known_later(made: Commitment, one: int, other: int) -> None:
    earlier, later = on(min(one, other)), on(max(one, other))
    assert as_of(as_of(made, later), earlier) == as_of(made, earlier)
    assert as_of(made, date.max) is made
