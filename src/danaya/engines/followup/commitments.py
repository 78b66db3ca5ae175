"""What a commitment looks like to this engine: milestones, what was claimed, what was answered, what moved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from danaya.engines.followup.refusals import refuse


class Answer(StrEnum):
    """What the counterpart says of a claim."""

    FULL = "full"
    PART = "part"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step whose coming can be seen.

    Parameters
    ----------
    key
        Unique in the whole plan.
    weight
        1–100: its part of the commitment, in proportion to the others.
    starts, first_due
        Planned days, as first agreed. Later days stand in the commitment's :class:`DateChange`.
    after
        Keys of the milestones, of this or another commitment, that it waits for.
    """

    key: str
    weight: int
    starts: date
    first_due: date
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """The owner says on ``day`` that a milestone is reached."""

    key: str
    milestone: str
    day: date


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the counterpart (or the meeting, for a contested claim) answered on ``day``; of several, the last counts."""

    claim: str
    day: date
    answer: Answer


@dataclass(frozen=True, slots=True)
class DateChange:
    """On ``day`` a milestone's date was moved to ``due``."""

    milestone: str
    day: date
    due: date


Event = TypeVar("Event", Claim, Confirmation, DateChange)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise and everything that happened to it.

    Parameters
    ----------
    key, side, owner, counterpart
        Its name; the owner's side (``customs``, ``private``); the owner's and the counterpart's posts.
    starts
        Day it was adopted to begin.
    updates
        Days on which the owner answered the three questions.
    vacant_since
        Since when nobody holds the owner's post; None while somebody does.
    abandoned
        Day it was given up by decision; None: it was not.

    Raises
    ------
    Problem
        ``no-milestone``, ``weight-out-of-range``, ``due-before-start``, ``key-twice``, ``milestone-unknown``, ``claim-unknown``,
        ``confirmed-before-claimed``.
    """

    key: str
    side: str
    owner: str
    counterpart: str
    starts: date
    milestones: tuple[Milestone, ...]
    claims: tuple[Claim, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    changes: tuple[DateChange, ...] = ()
    updates: tuple[date, ...] = ()
    vacant_since: date | None = None
    abandoned: date | None = None

    def __post_init__(self) -> None:
        if not self.milestones:
            raise refuse("no-milestone", where=self.key)
        for milestone in self.milestones:
            _check_milestone(milestone)
        check_once(each.key for each in self.milestones)
        check_once(each.key for each in self.claims)
        self._check_events()

    @property
    def first_due(self) -> date:
        """Day by which all of it was first promised."""
        return max(milestone.first_due for milestone in self.milestones)

    @property
    def due(self) -> date:
        """Day by which all of it is promised now."""
        return max(self.due_of(milestone) for milestone in self.milestones)

    def due_of(self, milestone: Milestone) -> date:
        """Return the day by which ``milestone`` is promised now."""
        moved = [change.due for change in self.moves_of(milestone)]
        return moved[-1] if moved else milestone.first_due

    def moves_of(self, milestone: Milestone) -> tuple[DateChange, ...]:
        """Return the changes of a milestone's date, the first one first."""
        return tuple(_by_day(each for each in self.changes if each.milestone == milestone.key))

    def claims_of(self, milestone: Milestone) -> tuple[Claim, ...]:
        """Return the claims about a milestone, the first one first."""
        return tuple(_by_day(each for each in self.claims if each.milestone == milestone.key))

    def answer_to(self, claim: Claim) -> Confirmation | None:
        """Return the last answer to ``claim``; None: nobody answered, which is never a yes."""
        answers = _by_day(each for each in self.confirmations if each.claim == claim.key)
        return answers[-1] if answers else None

    def event_days(self) -> list[date]:
        """Return the days on which something happened after the start: updates, claims, confirmations, changes of date."""
        claimed, answered = [each.day for each in self.claims], [each.day for each in self.confirmations]
        return [*self.updates, *claimed, *answered, *(each.day for each in self.changes)]

    def _check_events(self) -> None:
        known = {each.key for each in self.milestones}
        named = [each.milestone for each in self.claims] + [each.milestone for each in self.changes]
        for key in named:
            if key not in known:
                raise refuse("milestone-unknown", where=self.key, key=key)
        claimed = {each.key: each.day for each in self.claims}
        for answer in self.confirmations:
            if answer.claim not in claimed:
                raise refuse("claim-unknown", where=self.key, key=answer.claim)
            if answer.day < claimed[answer.claim]:
                raise refuse("confirmed-before-claimed", where=self.key, key=answer.claim, day=answer.day)


def _check_milestone(milestone: Milestone) -> None:
    if isinstance(milestone.weight, bool) or not isinstance(milestone.weight, int) or not 1 <= milestone.weight <= 100:
        raise refuse("weight-out-of-range", where=milestone.key, weight=milestone.weight)
    if milestone.first_due < milestone.starts:
        raise refuse("due-before-start", where=milestone.key, due=milestone.first_due, starts=milestone.starts)


def check_once(keys: Iterable[str]) -> None:
    """Refuse keys (``key-twice``) of which one stands twice."""
    for key, times in Counter(keys).items():
        if times > 1:
            raise refuse("key-twice", where=key, key=key)


def _by_day(events: Iterable[Event]) -> list[Event]:
    """Sort by day; what happened on the same day stays in the order given."""
    return sorted(events, key=lambda each: each.day)


def as_of(commitment: Commitment, day: date) -> Commitment:
    """Return the commitment as it was known at the end of ``day``: what happened later is not there."""
    ends = (each for each in (commitment.vacant_since, commitment.abandoned) if each)
    if all(each <= day for each in (*commitment.event_days(), *ends)):
        return commitment
    vacant, abandoned = commitment.vacant_since, commitment.abandoned
    return replace(
        commitment,
        claims=tuple(each for each in commitment.claims if each.day <= day),
        confirmations=tuple(each for each in commitment.confirmations if each.day <= day),
        changes=tuple(each for each in commitment.changes if each.day <= day),
        updates=tuple(each for each in commitment.updates if each <= day),
        vacant_since=vacant if vacant and vacant <= day else None,
        abandoned=abandoned if abandoned and abandoned <= day else None,
    )
