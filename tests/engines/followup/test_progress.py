"""Progress by milestones: small cases by hand, and what holds for every commitment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danaya.engines.followup import Answer, Commitment, State, commitment_closed_on, progress_of
from danaya.engines.followup.progress import claimed_on
from danaya.engines.language import LANGUAGES
from tests.engines.followup.plans import claimed, commitment, commitments, milestone, on

FOUR = commitment(
    milestone("a", 0, 10, 40), milestone("b", 0, 20, 30), milestone("c", 0, 30, 20), milestone("d", 0, 40, 10)
)


def test_claimed_and_confirmed_side_by_side() -> None:
    made = claimed(FOUR, "a", 5, Answer.FULL)
    made = claimed(made, "b", 6, Answer.PART)
    made = claimed(made, "c", 7, Answer.CONTESTED)
    found = progress_of(made, on(8))
    # Claimed 40 + 30 + 20 of 100; confirmed 40 + 30/2.
    assert (found.claimed, found.confirmed) == (90, 55)
    assert found.states == {"a": State.CONFIRMED, "b": State.PARTLY, "c": State.CONTESTED, "d": State.OPEN}


def test_weights_count_in_proportion() -> None:
    made = claimed(commitment(milestone("a", 0, 1, 1), milestone("b", 0, 1, 2)), "b", 1, Answer.FULL)
    assert progress_of(made, on(1)).confirmed == pytest.approx(200 / 3)


def test_silence_is_never_a_yes() -> None:
    made = claimed(FOUR, "a", 5)
    for day, state in ((5, State.CLAIMED), (25, State.CLAIMED), (26, State.SILENT), (900, State.SILENT)):
        found = progress_of(made, on(day))
        assert (found.claimed, found.confirmed, found.states["a"]) == (40, 0, state)
    assert State.SILENT.in_words("fr") == "non confirmé"
    assert commitment_closed_on(claimed(commitment(milestone("a", 0, 9)), "a", 3)) is None


def test_nothing_is_claimed_before_its_day() -> None:
    made = claimed(FOUR, "a", 5, Answer.FULL, 9)
    assert progress_of(made, on(4)).claimed == 0
    assert progress_of(made, on(8)).confirmed == 0
    assert progress_of(made, on(9)).confirmed == 40


def test_a_new_claim_keeps_what_was_confirmed_and_waits_again() -> None:
    made = claimed(claimed(FOUR, "a", 5, Answer.PART), "a", 10)
    assert progress_of(made, on(11)).states["a"] is State.CLAIMED
    assert progress_of(made, on(11)).confirmed == 20
    made = claimed(made, "a", 12, Answer.CONTESTED)
    assert (progress_of(made, on(12)).states["a"], progress_of(made, on(12)).confirmed) == (State.CONTESTED, 20)


def test_claiming_anew_does_not_settle_what_was_contested() -> None:
    made = claimed(claimed(FOUR, "a", 5, Answer.CONTESTED), "a", 10)
    found = progress_of(made, on(11))
    assert (found.states["a"], found.contested) == (State.CLAIMED, {"a"})
    assert progress_of(made, on(4)).contested == frozenset()
    for answer, left in ((Answer.CONTESTED, {"a"}), (Answer.PART, frozenset()), (Answer.FULL, frozenset())):
        assert progress_of(claimed(made, "a", 12, answer), on(12)).contested == left
    settled = claimed(claimed(FOUR, "a", 5, Answer.FULL), "a", 10, Answer.CONTESTED)
    assert progress_of(settled, on(11)).contested == frozenset(), "what was confirmed in full stays so"


def test_it_is_closed_on_the_day_of_the_claim_that_was_confirmed() -> None:
    made = claimed(commitment(milestone("a", 0, 9)), "a", 3, Answer.CONTESTED)
    made = claimed(made, "a", 7, Answer.FULL, 40)
    assert commitment_closed_on(made) == on(7)
    assert claimed_on(made) == on(7)


def test_what_is_contested_is_not_all_claimed() -> None:
    made = claimed(commitment(milestone("a", 0, 9), milestone("b", 0, 9)), "a", 3)
    assert claimed_on(made) is None
    assert claimed_on(claimed(made, "b", 4)) == on(4)
    assert claimed_on(claimed(made, "b", 4, Answer.CONTESTED)) is None


def test_states_have_words_in_each_language() -> None:
    assert len({state.in_words(language) for state in State for language in LANGUAGES}) == 2 * len(State)


@given(commitments(), st.integers(0, 700))
def test_confirmed_is_at_most_claimed_and_claimed_at_most_all(made: Commitment, day: int) -> None:
    found = progress_of(made, on(day))
    assert 0 <= found.confirmed <= found.claimed <= 100
    assert (found.confirmed == 100) == all(state is State.CONFIRMED for state in found.states.values())
    assert (found.claimed == 0) == all(state is State.OPEN for state in found.states.values())


@given(commitments(), st.integers(0, 700), st.integers(0, 700))
def test_claimed_progress_never_goes_back(made: Commitment, one: int, other: int) -> None:
    earlier, later = progress_of(made, on(min(one, other))), progress_of(made, on(max(one, other)))
    assert earlier.claimed <= later.claimed


@given(commitments(), st.sampled_from(range(5)), st.sampled_from(Answer))
def test_a_further_claim_never_takes_confirmed_progress_away(made: Commitment, place: int, answer: Answer) -> None:
    key = made.milestones[place % len(made.milestones)].key
    assert progress_of(claimed(made, key, 650, answer), on(700)).confirmed >= progress_of(made, on(700)).confirmed
