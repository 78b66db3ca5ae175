"""How much longer than planned closed milestones took: the record that forecasts rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from danaya.engines.followup.commitments import Commitment, Milestone, check_once
from danaya.engines.followup.progress import closed_on, done_on
from danaya.engines.followup.refusals import refuse

ENOUGH = 5
"""Closed milestones from which on a record says something."""


@dataclass(frozen=True, slots=True)
class Record:
    """Slip ratios of closed milestones, in rising order, and whose they are: the same ``owner``'s, or the whole plan's."""

    ratios: tuple[float, ...]
    of_owner: bool

    @property
    def enough(self) -> bool:
        """Whether five milestones have closed."""
        return len(self.ratios) >= ENOUGH


class Plan:
    """Commitments with their milestones found by key, their records and the order in which they wait for each other.

    Raises
    ------
    Problem
        ``key-twice``, ``milestone-unknown``, ``dependency-cycle``.
    """

    def __init__(self, commitments: Sequence[Commitment]) -> None:
        self.commitments = tuple(commitments)
        check_once(each.key for each in self.commitments)
        check_once(each.key for commitment in self.commitments for each in commitment.milestones)
        self.homes: Mapping[str, tuple[Commitment, Milestone]] = {
            milestone.key: (commitment, milestone)
            for commitment in self.commitments
            for milestone in commitment.milestones
        }
        self.done = {key: done_on(*home) for key, home in self.homes.items()}
        """Milestone → the day it was reached, as confirmed or else as claimed and not answered yet."""
        self._refuse_unknown()
        chain = cycle({key: milestone.after for key, (_, milestone) in self.homes.items()})
        if chain:
            raise refuse("dependency-cycle", where=chain[0], chain=" → ".join(chain))
        by_owner: dict[str, list[float]] = {}
        for commitment in self.commitments:
            for milestone in commitment.milestones:
                ratio = self.slip_ratio(milestone)
                if ratio is not None:
                    by_owner.setdefault(commitment.owner, []).append(ratio)
        everyone = Record(tuple(sorted(each for ratios in by_owner.values() for each in ratios)), of_owner=False)
        own = {owner: Record(tuple(sorted(ratios)), of_owner=True) for owner, ratios in by_owner.items()}
        self._everyone = everyone
        self._own = {owner: record for owner, record in own.items() if record.enough}

    def record(self, owner: str) -> Record:
        """Return the slip ratios to forecast with: the owner's own where five of its milestones have closed, else the whole plan's."""
        return self._own.get(owner, self._everyone)

    def slip_ratio(self, milestone: Milestone) -> float | None:
        """Return actual / planned duration of a closed milestone, each at least a day; None while it is open.

        Planned: from its start to the date first given. Actual: from the day it could begin (its planned start, or later where what it waits
        for came later) to the day it was reached, so that one delay is not counted twice.
        """
        commitment = self.homes[milestone.key][0]
        closed = closed_on(commitment, milestone)
        if closed is None:
            return None
        begun = begin(milestone, [day for day in (self.done[key] for key in milestone.after) if day])
        return max(1, (closed - begun).days) / planned_days(milestone)

    def _refuse_unknown(self) -> None:
        for key, (_, milestone) in self.homes.items():
            for awaited in milestone.after:
                if awaited not in self.homes:
                    raise refuse("milestone-unknown", where=key, key=awaited)


def planned_days(milestone: Milestone) -> int:
    """Return the days first planned for a milestone, at least one."""
    return max(1, (milestone.first_due - milestone.starts).days)


def begin(milestone: Milestone, finishes: Sequence[date]) -> date:
    """Return the day a milestone can begin: its planned start, or when the last of what it waits for is there."""
    return max((milestone.starts, *finishes))


def cycle(after: Mapping[str, Sequence[str]], of: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return milestones that wait for each other, the first one again at the end; empty where none do.

    Unknown keys wait for nothing. ``of``: only circles that these keys are in or wait for, however far away.
    """
    settled: set[str] = set()
    for first in after if of is None else of:
        chain, branches = [first], [iter(after[first])]
        while branches and first not in settled:
            awaited = next(branches[-1], None)
            if awaited is None:
                settled.add(chain.pop())
                branches.pop()
            elif awaited in chain:
                return (*chain[chain.index(awaited) :], awaited)
            elif awaited not in settled and awaited in after:
                chain.append(awaited)
                branches.append(iter(after[awaited]))
    return ()
