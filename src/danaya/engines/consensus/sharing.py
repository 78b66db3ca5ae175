"""Who agrees, how sure that is, and what all groups share: the lowest group's lower bound."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from danaya.engines.consensus.beta import Floats, inverse_regularised_beta
from danaya.engines.consensus.refusals import refuse
from danaya.engines.consensus.votes import Counts, Ints

LEVEL = 0.90
"""Two-sided level of the intervals: the lower bound is the 5 % quantile."""


@dataclass(frozen=True, eq=False, slots=True)
class Agreement:
    """Share who agree among those who saw a statement, with its Jeffreys interval; arrays (groups, statements), NaN where nobody saw it."""

    groups: tuple[str, ...]
    statements: tuple[str, ...]
    agree: Ints
    seen: Ints
    share: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Shared:
    """How far a statement is shared by all groups: ``lower`` of the group that agrees least surely.

    ``lower`` is None while a group has not seen the statement: not yet known. ``group`` is the one that holds it down; ``seen`` and ``share`` are
    that group's.
    """

    statement: str
    lower: float | None
    group: str | None = None
    share: float | None = None
    seen: int = 0


def agreement(counts: Counts, level: float = LEVEL) -> Agreement:
    """Return agree / seen with its equal-tailed Jeffreys interval at ``level``.

    Quantiles of Beta(agree + ½, seen − agree + ½), the posterior under Jeffreys' prior (Brown, Cai and DasGupta 2001, without their
    correction at 0 and 1). Passing is not agreeing: who saw a statement and passed counts in seen.

    Raises
    ------
    Problem
        ``level-out-of-range``.
    """
    low, high = jeffreys_bounds(counts.agree, counts.seen, level)
    share = counts.agree / np.where(counts.seen > 0, counts.seen, np.nan)
    return Agreement(counts.groups, counts.statements, counts.agree, counts.seen, share, low, high)


def jeffreys_bounds(successes: Ints, trials: Ints, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return the (1 ∓ level)/2 quantiles of Beta(successes + ½, trials − successes + ½); NaN without a trial."""
    if not 0 < level < 1:
        raise refuse("level-out-of-range", level=level)
    tried = trials > 0
    a, b = successes[tried] + 0.5, trials[tried] - successes[tried] + 0.5
    bounds = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        bound = np.full(trials.shape, np.nan)
        bound[tried] = inverse_regularised_beta(a, b, tail)
        bounds.append(bound)
    return bounds[0], bounds[1]


def shared(found: Agreement) -> tuple[Shared, ...]:
    """Return how far each statement is shared, in the order of the statements; None where a declared group has not seen it."""
    result = []
    for number, statement in enumerate(found.statements):
        low = found.low[:, number]
        if not low.size or np.isnan(low).any():
            result.append(Shared(statement, None))
            continue
        least = int(np.argmin(low))
        result.append(
            Shared(
                statement,
                float(low[least]),
                found.groups[least],
                float(found.share[least, number]),
                int(found.seen[least, number]),
            )
        )
    return tuple(result)


def ranked(statements: Sequence[Shared]) -> tuple[Shared, ...]:
    """Return those that are known, the most widely shared first; equals stay in the order they had."""
    known = [each for each in statements if each.lower is not None]
    return tuple(sorted(known, key=lambda each: -(each.lower or 0.0)))
