"""Small plans to test with: commitments written in a line, and strategies that make many of them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from danaya.engines.followup import Answer, Claim, Commitment, Confirmation, DateChange, Milestone

START = date(2026, 1, 1)
"""A Thursday."""


def on(number: int) -> date:
    """Day number ``number`` of the plan; 0 is its start."""
    return START + timedelta(days=number)


def milestone(key: str, starts: int, due: int, weight: int = 1, after: tuple[str, ...] = ()) -> Milestone:
    return Milestone(key, weight, on(starts), on(due), after)


def commitment(
    *milestones: Milestone, key: str = "c", owner: str = "chief", side: str = "customs", **more: Any
) -> Commitment:
    return Commitment(key, side, owner, "chamber", more.pop("starts", START), milestones, **more)


def claimed(
    made: Commitment, key: str, day: int, answer: Answer | None = None, answered: int | None = None
) -> Commitment:
    """The commitment with a further claim of milestone ``key``, and its answer (by default on the same day)."""
    claim = Claim(f"{key}-{len(made.claims)}", key, on(day))
    made = replace(made, claims=(*made.claims, claim))
    if answer is None:
        return made
    confirmation = Confirmation(claim.key, on(day if answered is None else answered), answer)
    return replace(made, confirmations=(*made.confirmations, confirmation))


def closed(
    key: str, planned: int, actual: int, owner: str = "chief", side: str = "customs", starts: int = -1000
) -> Commitment:
    """A commitment of one milestone, planned for ``planned`` days and confirmed after ``actual``."""
    step = milestone(f"{key}-m", starts, starts + planned)
    made = commitment(step, key=key, owner=owner, side=side, starts=on(starts))
    return claimed(made, step.key, starts + actual, Answer.FULL)


ANSWERS = st.none() | st.sampled_from(Answer)


@st.composite
def commitments(draw: st.DrawFn, key: str = "c") -> Commitment:
    """A commitment of up to five milestones with any claims, answers and moves in its first two years."""
    steps = []
    for number in range(draw(st.integers(1, 5))):
        starts, planned = draw(st.integers(0, 200)), draw(st.integers(0, 200))
        waits = draw(st.sets(st.sampled_from(range(number)))) if number else set()
        after = tuple(f"{key}{each}" for each in sorted(waits))
        steps.append(milestone(f"{key}{number}", starts, starts + planned, draw(st.integers(1, 100)), after))
    made = commitment(*steps, key=key, owner=draw(st.sampled_from(["chief", "clerk"])))
    for step in steps:
        for _ in range(draw(st.integers(0, 2))):
            day = draw(st.integers(0, 500))
            made = claimed(made, step.key, day, draw(ANSWERS), day + draw(st.integers(0, 100)))
    moves = draw(st.lists(st.tuples(st.sampled_from(steps), st.integers(0, 500), st.integers(0, 700)), max_size=3))
    return replace(
        made,
        changes=tuple(DateChange(step.key, on(day), on(due)) for step, day, due in moves),
        updates=tuple(on(day) for day in draw(st.lists(st.integers(0, 600), max_size=5))),
    )
