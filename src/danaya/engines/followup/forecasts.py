"""When a commitment will be done: dates met once in two times and eight times in ten, from the record of closed milestones."""

import math
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from danaya.engines.followup.commitments import Commitment, Milestone, as_of
from danaya.engines.followup.progress import claimed_on
from danaya.engines.followup.records import ENOUGH, Plan, Record, begin, planned_days
from danaya.engines.followup.remarks import fill
from danaya.engines.language import Text

HALF, EIGHT_IN_TEN = 50, 80
"""Per cent of the times that the two dates are met."""
RULE_OF_THUMB = 1.5
"""Slip ratio where there is no record: a first guess that rests on no data of this plan."""

_WORDS: dict[str, Text] = {
    "both": {
        "fr": "Une fois sur deux, ce sera fait au plus tard le {p50} ; huit fois sur dix, au plus tard le {p80} (d'après {closed} jalons clos {whose}).",
        "en": "One time in two it will be done by {p50}, eight times in ten by {p80} (judging by {closed} closed milestones {whose}).",
    },
    "half": {
        "fr": "Une fois sur deux, ce sera fait au plus tard le {p50} (d'après {closed} jalons clos {whose}) ; trop peu ont duré aussi longtemps pour dire une date tenue huit fois sur dix.",
        "en": "One time in two it will be done by {p50} (judging by {closed} closed milestones {whose}); too few lasted as long to give a date met eight times in ten.",
    },
    "beyond": {
        "fr": "Pas de date : aucun des {closed} jalons clos {whose} n'a duré aussi longtemps.",
        "en": "No date: none of the {closed} closed milestones {whose} lasted as long.",
    },
    "blocked": {
        "fr": "Pas de date : il attend un jalon d'un engagement abandonné.",
        "en": "No date: it waits for a milestone of a commitment that was given up.",
    },
    "too-little": {
        "fr": "Trop peu de données : jalons clos {closed}, il en faut {enough}.",
        "en": "Too little data: closed milestones {closed}, {enough} are needed.",
    },
}
_OF_OWNER = {"fr": "du même porteur", "en": "of the same owner"}
_OF_PLAN = {"fr": "de l'ensemble du plan", "en": "of the whole plan"}


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a commitment will be done.

    ``p50``, ``p80``: dates met one time in two and eight times in ten; None where the ``record`` cannot say. ``rule_of_thumb``: date at 1.5
    times the planned duration, only while fewer than five milestones have closed. ``blocked``: it waits for what was given up; no date at all.
    """

    commitment: str
    record: Record
    p50: date | None
    p80: date | None
    rule_of_thumb: date | None = None
    blocked: bool = False

    @property
    def kind(self) -> str:
        """``both`` dates, only ``half``, ``beyond`` what the record can say, ``too-little`` data, or ``blocked``."""
        if self.blocked:
            return "blocked"
        if not self.record.enough:
            return "too-little"
        return "both" if self.p80 else "half" if self.p50 else "beyond"

    def in_language(self, language: str) -> str:
        """Return the forecast as a sentence, with what it rests on."""
        values = {
            "p50": self.p50,
            "p80": self.p80,
            "closed": len(self.record.ratios),
            "whose": _OF_OWNER if self.record.of_owner else _OF_PLAN,
            "enough": ENOUGH,
        }
        return fill(_WORDS[self.kind], values, language)


def forecast(
    commitments: Sequence[Commitment], today: date, of: Collection[str] | None = None
) -> Mapping[str, Forecast]:
    """Return a forecast, by key, for every commitment of a plan that still has something to do on ``today``.

    ``commitments`` is the whole plan, whose record is used; ``of``: keys of those wanted, None: all.

    A milestone ends at begin + planned duration × ratio; a commitment with its last one. It begins at its planned start, or when what it waits
    for ends. The ratio is the record's: among n slip ratios in rising order, number ⌈p (n + 1)⌉, which a further milestone of the same kind
    does not exceed with a chance of at least p (order statistics, Wilks 1941). A milestone under way has already lasted some time: only
    ratios that long are counted, so no date lies in the past, and where too few are left the date is None. Claimed milestones count as done:
    the date supposes that they are confirmed. Ratios are those of what has closed: where the slow are not there yet, dates come out too early,
    and :func:`back_test` shows it. With nothing under way and each milestone waiting for the one before, this is
    today + remaining planned duration × ratio.

    Raises
    ------
    Problem
        ``key-twice``, ``milestone-unknown``, ``dependency-cycle``.
    """
    plan = Plan([as_of(each, today) for each in commitments])
    half, most = _Finishes(plan, today, _by_record(HALF)), _Finishes(plan, today, _by_record(EIGHT_IN_TEN))
    thumb = _Finishes(plan, today, _by_thumb)
    found = {}
    for commitment in plan.commitments:
        wanted = of is None or commitment.key in of
        if not wanted or commitment.abandoned or claimed_on(commitment):
            continue
        key, record = commitment.key, plan.record(commitment.owner)
        if half.blocks(commitment):
            found[key] = Forecast(key, record, None, None, blocked=True)
        elif record.enough:
            found[key] = Forecast(key, record, half.of(commitment), most.of(commitment))
        else:
            found[key] = Forecast(key, record, None, None, thumb.of(commitment))
    return found


def slip_quantile(ratios: Sequence[float], per_cent: int) -> float | None:
    """Return the ratio (of ``ratios`` in rising order) that a further one does not exceed ``per_cent`` times in a hundred.

    Number ⌈p (n + 1)⌉ of n; None where n is too small for it.
    """
    place = -(-per_cent * (len(ratios) + 1) // 100)
    return ratios[place - 1] if 0 < place <= len(ratios) else None


Lasting = Callable[[Record, int, int], int | None]
"""(record, planned days, days it has lasted already) → days it lasts in all."""


def _by_record(per_cent: int) -> Lasting:
    def lasting(record: Record, planned: int, elapsed: int) -> int | None:
        as_long = record.ratios[bisect_left(record.ratios, elapsed, key=lambda ratio: _days(planned, ratio)) :]
        ratio = slip_quantile(as_long, per_cent)
        return None if ratio is None else _days(planned, ratio)

    return lasting


def _by_thumb(record: Record, planned: int, elapsed: int) -> int:
    return max(elapsed, _days(planned, RULE_OF_THUMB))


def _days(planned: int, ratio: float) -> int:
    # Rounding first: 90 × (63 / 90) is 63, not the 64 that the last bit of the product may give.
    return math.ceil(round(planned * ratio, 6))


class _Finishes:
    """When each milestone of a plan ends, each found once; None: nobody can say."""

    def __init__(self, plan: Plan, today: date, lasting: Lasting) -> None:
        self._plan, self._today, self._lasting = plan, today, lasting
        self._known: dict[str, date | None] = {}
        self._blocked: set[str] = set()

    def blocks(self, commitment: Commitment) -> bool:
        self.of(commitment)
        return any(milestone.key in self._blocked for milestone in commitment.milestones)

    def of(self, commitment: Commitment) -> date | None:
        ends = [self._of(milestone.key) for milestone in commitment.milestones]
        known = [each for each in ends if each]
        return max(known) if len(known) == len(ends) else None

    def _of(self, key: str) -> date | None:
        waiting = [key]
        while waiting:  # what is waited for first; a plan may hold a chain longer than Python's stack
            commitment, milestone = self._plan.homes[waiting[-1]]
            missing = [each for each in milestone.after if each not in self._known]
            if missing:
                waiting += missing
            else:
                self._known[waiting.pop()] = self._end(commitment, milestone)
        return self._known[key]

    def _end(self, commitment: Commitment, milestone: Milestone) -> date | None:
        done = self._plan.done[milestone.key]
        before = [self._known[each] for each in milestone.after]
        known = [each for each in before if each]
        if not done and (commitment.abandoned or not self._blocked.isdisjoint(milestone.after)):
            self._blocked.add(milestone.key)
        if done or milestone.key in self._blocked or len(known) < len(before):
            return done
        begins = begin(milestone, known)
        elapsed = max(0, (self._today - begins).days)
        lasts = self._lasting(self._plan.record(commitment.owner), planned_days(milestone), elapsed)
        return None if lasts is None else begins + timedelta(days=lasts)
