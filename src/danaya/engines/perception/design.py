"""How a sample came to be: strata, clusters, weights, population sizes, selection."""

from dataclasses import dataclass
from enum import StrEnum


class Selection(StrEnum):
    """How respondents came; it decides what may be claimed."""

    CENSUS = "census"
    PROBABILITY = "probability"
    QUOTA = "quota"
    OPEN = "open"

    @property
    def carries_margin(self) -> bool:
        """Whether intervals are margins of error rather than model-based intervals under an assumption."""
        return self in (Selection.CENSUS, Selection.PROBABILITY)


class Lonely(StrEnum):
    """What to do with a stratum of one PSU, by the names of R ``survey``."""

    FAIL = "fail"
    REMOVE = "remove"
    CERTAINTY = "certainty"
    ADJUST = "adjust"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class Design:
    """A sample design over named columns of the answers.

    ``clusters``, ``strata``, ``fpc``: one column per stage; ``clusters`` empty = every row is its own PSU, ``strata`` empty =
    one stratum. ``nest``: PSU names are unique only within their stratum. ``weights``: column, or None (then N/n from
    ``fpc`` over the stages, or 1). ``fpc``: population sizes, or sampling fractions when all values are ≤ 1; one per stage
    from the first, stages without one are taken with replacement (their sizes are needed only where weights follow from them).
    """

    clusters: tuple[str, ...] = ()
    strata: tuple[str, ...] = ()
    weights: str | None = None
    fpc: tuple[str, ...] = ()
    nest: bool = False
    lonely: Lonely = Lonely.FAIL
    domain_lonely: bool = False
    selection: Selection = Selection.PROBABILITY
