"""Why a commitment stalls: five reasons, each with its name, since when, who is waited for, and its words."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from danaya.engines.followup.cadence import cadence_of
from danaya.engines.followup.commitments import Commitment, Milestone, as_of
from danaya.engines.followup.progress import SILENCE, State, closed_on, commitment_closed_on, state_of
from danaya.engines.followup.remarks import fill
from danaya.engines.language import Text

QUIET = 30
"""Fewest days without any event before a commitment is called quiet."""


class StallReason(StrEnum):
    """What shows that a commitment stalls."""

    NO_EVENT = "no-event"
    NO_MILESTONE = "no-milestone"
    MOVED_TWICE = "moved-twice"
    UNCONFIRMED = "unconfirmed"
    OWNER_LEFT = "owner-left"


class Awaited(StrEnum):
    """Who has the next step."""

    OWNER = "owner"
    COUNTERPART = "counterpart"
    ORGANISATION = "organisation"
    """The owner's organisation, which has to fill the post."""


_AWAITED = {StallReason.UNCONFIRMED: Awaited.COUNTERPART, StallReason.OWNER_LEFT: Awaited.ORGANISATION}
_WORDS: dict[StallReason, Text] = {
    StallReason.NO_EVENT: {
        "fr": "Aucune nouvelle depuis {days} jours, la dernière du {day}.",
        "en": "No news for {days} days, the last on {day}.",
    },
    StallReason.NO_MILESTONE: {
        "fr": "Deux points d'étape de suite, le dernier le {day}, sans le jalon prévu.",
        "en": "Two updates in a row, the last on {day}, without the milestone that was due.",
    },
    StallReason.MOVED_TWICE: {
        "fr": "Date reportée pour la deuxième fois le {day}.",
        "en": "Date put off for the second time on {day}.",
    },
    StallReason.UNCONFIRMED: {
        "fr": "Non confirmé : déclaré le {day}, sans réponse depuis {days} jours.",
        "en": "Not confirmed: claimed on {day}, no answer for {days} days.",
    },
    StallReason.OWNER_LEFT: {
        "fr": "Personne n'occupe le poste du porteur depuis le {day}.",
        "en": "Nobody has held the owner's post since {day}.",
    },
}


@dataclass(frozen=True, slots=True)
class Stall:
    """One reason why a commitment stalls.

    ``since`` is the first day on which this showed; ``day`` and ``days`` are what its sentence names: the last event, update, move, claim or
    departure, and how long ago it was. ``milestone`` is the key of the one concerned, empty where it is the whole commitment.
    """

    reason: StallReason
    since: date
    day: date
    days: int
    milestone: str = ""

    @property
    def awaited(self) -> Awaited:
        """Who has the next step."""
        return _AWAITED.get(self.reason, Awaited.OWNER)

    def in_language(self, language: str) -> str:
        """Return the reason as a sentence."""
        return fill(_WORDS[self.reason], {"day": self.day, "days": self.days}, language)


def stalls_of(commitment: Commitment, today: date) -> tuple[Stall, ...]:
    """Return every reason why ``commitment`` stalls on ``today``, the oldest first; none for what is kept, given up or not begun.

    No event for the longer of 30 days and two cadences, while the owner still has something to do; two updates in a row after the last
    claim although a milestone was due by then (where the plan foresaw none, silence is no stall); a date put off twice; a claim without an
    answer for 21 days; a post that nobody holds.
    """
    known = as_of(commitment, today)
    if known.abandoned or known.starts > today or commitment_closed_on(known):
        return ()
    found = [*_quiet(known, today), *_without_milestone(known, today), *_unconfirmed(known, today)]
    found += [stall for milestone in known.milestones for stall in _moved(known, milestone, today)]
    if known.vacant_since:
        found.append(_stall(StallReason.OWNER_LEFT, known.vacant_since, known.vacant_since, today))
    return tuple(sorted(found, key=lambda each: each.since))


def last_event(commitment: Commitment) -> date:
    """Return the last day on which something happened: start, update, claim, confirmation or change of date."""
    return max((commitment.starts, *commitment.event_days()))


def _stall(reason: StallReason, since: date, day: date, today: date, milestone: str = "") -> Stall:
    return Stall(reason, since, day, (today - day).days, milestone)


def _quiet(commitment: Commitment, today: date) -> list[Stall]:
    states = [state_of(commitment, milestone, today) for milestone in commitment.milestones]
    if all(state in {State.CLAIMED, State.SILENT, State.CONFIRMED} for state in states):
        return []
    last = last_event(commitment)
    since = last + timedelta(days=max(QUIET, 2 * cadence_of(commitment).longest))
    return [_stall(StallReason.NO_EVENT, since, last, today)] if since <= today else []


def _without_milestone(commitment: Commitment, today: date) -> list[Stall]:
    latest = sorted(commitment.updates)[-2:]
    if len(latest) < 2 or any(claim.day >= latest[0] for claim in commitment.claims):
        return []
    missed = [
        milestone
        for milestone in commitment.milestones
        if not commitment.claims_of(milestone) and commitment.due_of(milestone) <= latest[1]
    ]
    return [
        _stall(StallReason.NO_MILESTONE, latest[1], latest[1], today, each.key)
        for each in sorted(missed, key=commitment.due_of)[:1]
    ]


def _unconfirmed(commitment: Commitment, today: date) -> list[Stall]:
    found = []
    for milestone in commitment.milestones:
        if state_of(commitment, milestone, today) is State.SILENT:
            day = commitment.claims_of(milestone)[-1].day
            found.append(_stall(StallReason.UNCONFIRMED, day + SILENCE, day, today, milestone.key))
    return found


def _moved(commitment: Commitment, milestone: Milestone, today: date) -> list[Stall]:
    if closed_on(commitment, milestone):
        return []
    due, later = milestone.first_due, []
    for change in commitment.moves_of(milestone):
        if change.due > due:
            later.append(change.day)
        due = change.due
    return [_stall(StallReason.MOVED_TWICE, later[1], later[1], today, milestone.key)] if len(later) > 1 else []
