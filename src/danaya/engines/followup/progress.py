"""Progress by milestones only: what the owner claims and what the counterpart confirms, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from danaya.engines.followup.commitments import Answer, Commitment, Confirmation, Milestone, as_of
from danaya.engines.language import Text, in_language

SILENCE = timedelta(days=21)
"""After so long without an answer a claim is shown as not confirmed, and both focal points hear of it."""
_HALVES = {Answer.FULL: 2, Answer.PART: 1, Answer.CONTESTED: 0}
"""What an answer confirms, in halves of the milestone's weight: a part counts half, so that no percentage is haggled over."""


class State(StrEnum):
    """Where a milestone stands between the two sides."""

    OPEN = "open"
    CLAIMED = "claimed"
    SILENT = "silent"
    PARTLY = "partly"
    CONTESTED = "contested"
    CONFIRMED = "confirmed"

    def in_words(self, language: str) -> str:
        """Return ``non confirmé``, ``not confirmed``."""
        return in_language(_STATES[self], language)


_STATES: dict[State, Text] = {
    State.OPEN: {"fr": "à faire", "en": "to do"},
    State.CLAIMED: {"fr": "déclaré", "en": "claimed"},
    State.SILENT: {"fr": "non confirmé", "en": "not confirmed"},
    State.PARTLY: {"fr": "confirmé en partie", "en": "confirmed in part"},
    State.CONTESTED: {"fr": "contesté", "en": "contested"},
    State.CONFIRMED: {"fr": "confirmé", "en": "confirmed"},
}
_ANSWERED = {Answer.FULL: State.CONFIRMED, Answer.PART: State.PARTLY, Answer.CONTESTED: State.CONTESTED}


@dataclass(frozen=True, slots=True)
class Progress:
    """Per cent of the commitment's weight, 0–100, claimed and confirmed; ``confirmed`` is never above ``claimed``.

    ``states`` tells where each milestone stands, by key. ``contested`` names those of which the last answer contests a claim:
    claiming anew settles nothing, only the counterpart or the meeting does.
    """

    claimed: float
    confirmed: float
    states: Mapping[str, State]
    contested: frozenset[str]


def progress_of(commitment: Commitment, today: date) -> Progress:
    """Return what is claimed and what is confirmed on ``today``; what happened later is not looked at.

    A claimed milestone counts whole as claimed, contested or not. Confirmed: whole when confirmed, half when confirmed in part, nothing
    when contested or unanswered. A new claim never takes away what an earlier one had confirmed.
    """
    known = as_of(commitment, today)
    total = 2 * sum(milestone.weight for milestone in known.milestones)
    claimed = sum(2 * milestone.weight for milestone in known.milestones if known.claims_of(milestone))
    confirmed = sum(_confirmed_halves(known, milestone) * milestone.weight for milestone in known.milestones)
    states = {milestone.key: state_of(known, milestone, today) for milestone in known.milestones}
    contested = frozenset(milestone.key for milestone in known.milestones if _is_contested(known, milestone))
    return Progress(100 * claimed / total, 100 * confirmed / total, states, contested)


def state_of(commitment: Commitment, milestone: Milestone, today: date) -> State:
    """Return where ``milestone`` stands: by the last claim about it, unless an earlier one is confirmed in full."""
    claims = commitment.claims_of(milestone)
    if not claims:
        return State.OPEN
    if closed_on(commitment, milestone):
        return State.CONFIRMED
    answer = commitment.answer_to(claims[-1])
    if answer:
        return _ANSWERED[answer.answer]
    return State.SILENT if today - claims[-1].day >= SILENCE else State.CLAIMED


def closed_on(commitment: Commitment, milestone: Milestone) -> date | None:
    """Return the day a milestone was reached; None: it is not confirmed in full.

    It is the day of the claim that was confirmed, not of its confirmation: the owner does not pay for the counterpart's delay.
    """
    for claim in commitment.claims_of(milestone):
        answer = commitment.answer_to(claim)
        if answer and answer.answer is Answer.FULL:
            return claim.day
    return None


def commitment_closed_on(commitment: Commitment) -> date | None:
    """Return the day the last milestone was reached; None while one is not confirmed in full."""
    return _latest(closed_on(commitment, milestone) for milestone in commitment.milestones)


def claimed_on(commitment: Commitment) -> date | None:
    """Return the day all was claimed, nothing of it answered otherwise than by a full yes; None while that is not so."""
    return _latest(done_on(commitment, milestone) for milestone in commitment.milestones)


def done_on(commitment: Commitment, milestone: Milestone) -> date | None:
    """Return the day a milestone was reached, as confirmed or else as claimed and not answered yet."""
    closed = closed_on(commitment, milestone)
    claims = commitment.claims_of(milestone)
    if closed or not claims:
        return closed
    return None if commitment.answer_to(claims[-1]) else claims[-1].day


def _is_contested(commitment: Commitment, milestone: Milestone) -> bool:
    answers = [answer for claim in commitment.claims_of(milestone) if (answer := commitment.answer_to(claim))]
    confirmed = any(answer.answer is Answer.FULL for answer in answers)
    return bool(answers) and answers[-1].answer is Answer.CONTESTED and not confirmed


def _confirmed_halves(commitment: Commitment, milestone: Milestone) -> int:
    answers: list[Confirmation | None] = [commitment.answer_to(claim) for claim in commitment.claims_of(milestone)]
    return max((_HALVES[each.answer] for each in answers if each), default=0)


def _latest(days: Iterable[date | None]) -> date | None:
    latest = date.min
    for day in days:
        if day is None:
            return None
        latest = max(latest, day)
    return latest
