"""How many promises of a side are kept on time: counts, and from eight commitments on a rate with its interval."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from danaya.engines.followup.binomial import LEVEL, beta_binomial_interval, beta_interval
from danaya.engines.followup.commitments import Commitment
from danaya.engines.followup.keeping import Keeping, keeping_of
from danaya.engines.followup.remarks import Percent, fill
from danaya.engines.language import Text

FEWEST = 8
"""Commitments of a side below which there are counts and no rate."""
PRIOR = (2, 1)
"""Beta prior of the share kept on time: two thirds, as open-government plans show, worth three commitments."""

_COUNTS = {
    "fr": "Engagements dont l'issue est connue : {decided}, dont tenus à temps : {on_time} ; en cours ou en attente : {open}.",
    "en": "Commitments whose outcome is known: {decided}, of which kept on time: {on_time}; running or waiting: {open}.",
}
_RATE = {
    "fr": " Part tenue à temps : entre {low} et {high} (intervalle à {level}).",
    "en": " Share kept on time: between {low} and {high} ({level} interval).",
}
_EXPECTED = {
    "fr": " Parmi ceux en cours ou en attente, entre {fewest} et {most} devraient l'être.",
    "en": " Of those running or waiting, between {fewest} and {most} should be.",
}


def carries_rate(commitments: int) -> bool:
    """Tell whether so many commitments of a side carry a share; below eight there are counts."""
    return commitments >= FEWEST


@dataclass(frozen=True, slots=True)
class PlanForecast:
    """What a side keeps: never one number, always an interval or counts.

    ``counts``: commitments by what became of them. ``share``: interval of the share kept on time, None below eight commitments or while none is
    decided. ``expected``: fewest and most of the ``open`` ones that will be on time; None where ``share`` is.
    """

    side: str
    counts: Mapping[Keeping, int]
    share: tuple[float, float] | None
    expected: tuple[int, int] | None
    level: float = LEVEL

    @property
    def decided(self) -> int:
        """Number known to have kept the date first promised, or not."""
        return sum(count for kept, count in self.counts.items() if kept.decided)

    @property
    def open(self) -> int:
        """Number running, or waiting for the other side's word."""
        return sum(count for kept, count in self.counts.items() if not kept.decided)

    def in_language(self, language: str) -> str:
        """Return counts, then the intervals where there are any."""
        values: dict[str, object] = {
            "decided": self.decided,
            "on_time": self.counts[Keeping.ON_TIME],
            "open": self.open,
            "level": Percent(self.level),
        }
        sentences: list[Text] = [_COUNTS]
        if self.share and self.expected:
            sentences += [_RATE, _EXPECTED] if self.open else [_RATE]
            values |= {"low": Percent(self.share[0]), "high": Percent(self.share[1])}
            values |= {"fewest": self.expected[0], "most": self.expected[1]}
        return "".join(fill(words, values, language) for words in sentences)


def plan_forecast(side: str, commitments: Iterable[Commitment], today: date, level: float = LEVEL) -> PlanForecast:
    """Return what ``side`` keeps of its commitments (others are left out).

    Beta(2, 1) prior, updated by every commitment known to have kept the date first promised or not: kept late, overdue and given up count as
    not. Overdue ones must count: waiting until they close would make every plan look punctual. For the open ones, the beta-binomial
    distribution of that posterior.

    Raises
    ------
    Problem
        ``level-out-of-range``.
    """
    tally = Counter(keeping_of(each, today) for each in commitments if each.side == side)
    counts = {each: tally[each] for each in Keeping}
    bare = PlanForecast(side, counts, None, None, level)
    if not (carries_rate(tally.total()) and bare.decided):
        return bare
    a, b = PRIOR[0] + counts[Keeping.ON_TIME], PRIOR[1] + bare.decided - counts[Keeping.ON_TIME]
    return PlanForecast(side, counts, beta_interval(a, b, level), beta_binomial_interval(a, b, bare.open, level), level)
