"""What is read of a commitment before it is adopted, besides its dates: words, indicator, budget."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from danaya.engines.followup.commitments import Commitment
from danaya.engines.followup.detectability import MeanMeasured, ShareMeasured
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """What shows the result.

    Parameters
    ----------
    baseline, target
        Values now and promised, in the indicator's unit (a share 0–1 where it is :class:`ShareMeasured`); None: not given.
    baseline_source
        Where the baseline was read: a round, a register, a report.
    source, frequency
        Where and how often it will be read.
    measured
        How a survey measures it; None: it is counted (an administrative figure), without sampling noise.
    """

    name: str
    baseline: float | None = None
    baseline_source: str = ""
    target: float | None = None
    source: str = ""
    frequency: str = ""
    measured: ShareMeasured | MeanMeasured | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What it costs and who pays; ``nil``: declared to cost nothing."""

    amount: float | None = None
    source: str = ""
    nil: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A commitment before it is adopted.

    ``language`` is that of its texts; ``words``: a milestone's key → what will be there when it is reached.
    """

    commitment: Commitment
    language: str
    result: str
    words: Mapping[str, str] = field(default_factory=dict)
    indicator: Indicator | None = None
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class TermDays:
    """What the calendar says of one milestone's dates.

    ``working``: working days from its start to its end. ``off``: why its last day is not worked, empty where it is; ``doubtful``: feasts the moon
    may still move onto it. ``instead``: the next working day.
    """

    working: int
    instead: date
    off: tuple[Text, ...] = ()
    doubtful: tuple[Text, ...] = ()
