"""What each side thought of a draft, held later against what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danaya.engines.followup.binomial import LEVEL, beta_interval
from danaya.engines.followup.commitments import Commitment
from danaya.engines.followup.keeping import Keeping, keeping_of
from danaya.engines.followup.rates import carries_rate
from danaya.engines.followup.refusals import refuse
from danaya.engines.language import Text, in_language

STEPS = (1, 2, 3)


class Judged(StrEnum):
    """What is rated."""

    AMBITION = "ambition"
    REALISM = "realism"

    def in_words(self, step: int, language: str) -> str:
        """Return what a rating says: ``change modeste``, ``likely to be kept``."""
        return in_language(_WORDS[self][step - 1], language)


_WORDS: dict[Judged, tuple[Text, Text, Text]] = {
    Judged.AMBITION: (
        {"fr": "change peu ou rien", "en": "changes little or nothing"},
        {"fr": "changement modeste", "en": "modest change"},
        {"fr": "changement important", "en": "substantial change"},
    ),
    Judged.REALISM: (
        {"fr": "sera difficile à tenir", "en": "hard to keep"},
        {"fr": "peut être tenu", "en": "can be kept"},
        {"fr": "sera très probablement tenu", "en": "very likely to be kept"},
    ),
}


@dataclass(frozen=True, slots=True)
class Rating:
    """What one side thought of a draft, before it saw the other's: steps 1–3, each in words (:class:`Judged`)."""

    commitment: str
    side: str
    ambition: int
    realism: int

    def __post_init__(self) -> None:
        for value in (self.ambition, self.realism):
            if value not in STEPS:
                raise refuse("rating-out-of-range", where=self.commitment, value=value, known="1, 2, 3")


@dataclass(frozen=True, slots=True)
class Calibration:
    """What became of the commitments to which ``side`` gave ``step``.

    ``counts``: by what became of them. ``share``: interval of the share kept on time among those decided, None under eight of them.
    """

    side: str
    judged: Judged
    step: int
    counts: Mapping[Keeping, int]
    share: tuple[float, float] | None

    @property
    def decided(self) -> int:
        """Number known to have kept the date first promised, or not."""
        return sum(count for kept, count in self.counts.items() if kept.decided)


def calibration(ratings: Iterable[Rating], commitments: Iterable[Commitment], today: date) -> tuple[Calibration, ...]:
    """Return, for each side that rated, what became of the commitments by the step it had given them: 2 × 3 rows a side.

    Ratings of drafts that were never adopted are left out. A good judge of realism sees more kept at each higher step; high ambition with few kept
    is no fault of judgement. Interval: quantiles of Beta(kept + 1, others + 1), a flat prior.

    Raises
    ------
    Problem
        ``rated-twice``.
    """
    return calibrate(ratings, {each.key: keeping_of(each, today) for each in commitments})


def calibrate(ratings: Iterable[Rating], became: Mapping[str, Keeping]) -> tuple[Calibration, ...]:
    """Return the same from what is known already: ``became`` says of each commitment's key what became of it.

    Raises
    ------
    Problem
        ``rated-twice``.
    """
    given = [each for each in ratings if each.commitment in became]
    for (commitment, side), times in Counter((each.commitment, each.side) for each in given).items():
        if times > 1:
            raise refuse("rated-twice", where=commitment, side=side)
    rows = []
    for side in dict.fromkeys(each.side for each in given):
        for judged in Judged:
            for step in STEPS:
                rated = (each for each in given if each.side == side and getattr(each, judged.value) == step)
                rows.append(_row(side, judged, step, Counter(became[each.commitment] for each in rated)))
    return tuple(rows)


def _row(side: str, judged: Judged, step: int, tally: Counter[Keeping]) -> Calibration:
    counts = {each: tally[each] for each in Keeping}
    bare = Calibration(side, judged, step, counts, None)
    if not carries_rate(bare.decided):
        return bare
    kept = counts[Keeping.ON_TIME]
    return Calibration(side, judged, step, counts, beta_interval(kept + 1, bare.decided - kept + 1, LEVEL))
