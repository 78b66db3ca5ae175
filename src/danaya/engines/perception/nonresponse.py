"""What people who did not answer could change, without pretending to know them."""

from dataclasses import dataclass

from danaya.engines.perception.refusals import refuse


@dataclass(frozen=True, slots=True)
class NonresponseBounds:
    """Where the value for everybody asked must lie, whatever those who did not answer think."""

    low: float
    high: float
    responded: float
    """Share of those asked who answered, 0–1."""
    turning_point: float
    """Difference (non-respondents − respondents) that would bring the value for everybody to the middle of the scale."""


def nonresponse_bounds(estimate: float, responded: float, low: float = 0.0, high: float = 10.0) -> NonresponseBounds:
    """Bound the value for everybody asked by the worst and best that the others could say.

    Parameters
    ----------
    estimate
        Mean of those who answered, on the scale ``low``–``high`` (a share: 0–1).
    responded
        Response rate, 0 < r ≤ 1.

    Notes
    -----
    Worst-case bounds of Manski (1989): r·m + (1−r)·low ≤ value ≤ r·m + (1−r)·high. They hold without any assumption and
    come on top of sampling error.
    """
    _check(estimate, responded, low, high)
    missing = 1 - responded
    middle = (low + high) / 2
    turning = (middle - estimate) / missing if missing else float("inf") if middle > estimate else float("-inf")
    return NonresponseBounds(
        responded * estimate + missing * low, responded * estimate + missing * high, responded, turning
    )


def nonresponse_shift(estimate: float, responded: float, difference: float) -> float:
    """Return the value for everybody if those who did not answer differ by ``difference`` from those who did.

    The bias of respondents is (1−r) times the difference between respondents and the others (Cochran 1977, section 13.2).
    """
    _check(estimate, responded, float("-inf"), float("inf"))
    return estimate + (1 - responded) * difference


def _check(estimate: float, responded: float, low: float, high: float) -> None:
    if not 0 < responded <= 1:
        raise refuse("response-rate-out-of-range", rate=responded)
    if not low <= estimate <= high:
        raise refuse("estimate-off-scale", estimate=estimate, low=low, high=high)
