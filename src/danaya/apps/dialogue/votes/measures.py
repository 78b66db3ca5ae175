"""The measures of :mod:`danaya.engines.consensus` over a tally, by expectation and group; what may not be told is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from danaya.apps.dialogue.votes.tally import FEWEST_FOR_SHARES, Tally

if TYPE_CHECKING:
    from danaya.engines.consensus import Agreement, Counts

Bounds = tuple[float, float]
"""Lower and upper bound of a share, 0–1."""

Place = tuple[str, str]
"""A group and an expectation, by their keys."""

Numbered = Sequence[tuple[str, int]]
"""Expectations as key and number: equals stand in the order of numbers."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The widest gap between two groups of eight voters or more on one expectation; bounds at 95 %."""

    more: str
    less: str
    difference: float
    low: float
    high: float
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What was computed of a tally, by key of expectation.

    ``bounds`` and ``stars`` (90 %) hold groups of eight voters or more only; ``at_least`` and ``stars_at_least`` expectations
    of which every group has as many. ``ranks`` hold every expectation that all groups have seen, by the engine's bound.
    """

    ranks: Mapping[str, int]
    bounds: Mapping[Place, Bounds]
    at_least: Mapping[str, float]
    divides: Mapping[str, Apart]
    star_ranks: Mapping[str, int]
    stars: Mapping[Place, Bounds]
    stars_at_least: Mapping[str, float]


def measure(tally: Tally, expectations: Numbered) -> Measured:
    """Compute everything that pages and files tell of a tally."""
    from danaya.engines.consensus import agreement  # noqa: PLC0415  # slow import

    names = {str(number): key for key, number in expectations}
    found = agreement(counts_of(tally, expectations))
    starred = {key for of_group in tally.stars.values() for key, given in of_group.items() if given}
    stars = _stars(tally, expectations)
    return Measured(
        ranks=_ranks(found, names),
        bounds=dict(_bounds(found, names)),
        at_least=dict(_at_least(found, names)),
        divides=_divides(tally, expectations, names),
        star_ranks=_ranks(stars, {number: key for number, key in names.items() if key in starred}),
        stars=dict(_bounds(stars, names)),
        stars_at_least=dict(_at_least(stars, names)),
    )


def counts_of(tally: Tally, expectations: Numbered, *, fewest: int = 1) -> "Counts":
    """Return the tally as the engine counts; expectations go by their numbers, cells under ``fewest`` voters are empty."""
    from danaya.engines.consensus import Counts  # noqa: PLC0415  # slow import

    cells = {
        (group, str(number)): (count.agree, count.disagree, count.passed)
        for key, number in expectations
        for group, count in tally.counts.get(key, {}).items()
        if count.seen >= fewest
    }
    return Counts.of(cells, tally.groups, [str(number) for _key, number in expectations])


def _ranks(found: "Agreement", names: Mapping[str, str]) -> dict[str, int]:
    """Return place by key, 1 for the most widely shared; those that a group has not seen have none."""
    from danaya.engines.consensus import ranked, shared  # noqa: PLC0415  # slow import

    known = [one for one in ranked(shared(found)) if one.statement in names]
    return {names[one.statement]: place for place, one in enumerate(known, start=1)}


def _bounds(found: "Agreement", names: Mapping[str, str]) -> Iterator[tuple[Place, Bounds]]:
    for row, group in enumerate(found.groups):
        for column, number in enumerate(found.statements):
            if found.seen[row, column] >= FEWEST_FOR_SHARES:
                yield (group, names[number]), (float(found.low[row, column]), float(found.high[row, column]))


def _at_least(found: "Agreement", names: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for column, number in enumerate(found.statements):
        if found.seen.shape[0] and (found.seen[:, column] >= FEWEST_FOR_SHARES).all():
            yield names[number], float(found.low[:, column].min())


def _divides(tally: Tally, expectations: Numbered, names: Mapping[str, str]) -> dict[str, Apart]:
    """Compare groups of eight voters or more only: the widest gap is then one that may be told."""
    from danaya.engines.consensus import divides  # noqa: PLC0415  # slow import

    found = divides(counts_of(tally, expectations, fewest=FEWEST_FOR_SHARES))
    return {
        names[one.statement]: Apart(*one.groups, one.difference, one.low, one.high, is_clear=one.is_clear)
        for one in found
        if one is not None
    }


def _stars(tally: Tally, expectations: Numbered) -> "Agreement":
    """Return stars as the engine's ``what_matters`` does, from counts: the share of those who gave any."""
    import numpy as np  # noqa: PLC0415  # slow import

    from danaya.engines.consensus import Agreement, jeffreys_bounds  # noqa: PLC0415  # slow import

    given = np.array(
        [[tally.stars.get(group, {}).get(key, 0) for key, _number in expectations] for group in tally.groups],
        dtype=np.int64,
    ).reshape(len(tally.groups), len(expectations))
    givers = np.array([tally.star_givers.get(group, 0) for group in tally.groups], dtype=np.int64)
    seen = np.broadcast_to(givers[:, None], given.shape).copy()
    low, high = jeffreys_bounds(given, seen)
    share = given / np.where(seen > 0, seen, np.nan)
    numbers = tuple(str(number) for _key, number in expectations)
    return Agreement(tuple(tally.groups), numbers, given, seen, share, low, high)


@dataclass(frozen=True, slots=True)
class Listed:
    """One expectation in a list of the second view: by key, with the stance it stands out by and the share that takes it."""

    key: str
    stance: str
    share: float


@dataclass(frozen=True, slots=True)
class SecondView:
    """Consensus as Polis computes it, over expectations of which every group has eight voters.

    ``informed``: for each expectation how far all groups agree and disagree, the most agreed first. ``majority``: of everybody
    together. ``apart``: what sets each declared group apart from the others.
    """

    informed: Sequence[tuple[str, float, float]]
    majority: Sequence[Listed]
    apart: Mapping[str, Sequence[Listed]]


def second_view(tally: Tally, expectations: Numbered) -> SecondView:
    """Compute the measures that stand beside ours, for comparison."""
    from danaya.engines.consensus import (  # noqa: PLC0415  # slow import
        group_informed_consensus,
        majority,
        representative,
    )

    whole = [(key, number) for key, number in expectations if _is_whole(tally, key)]
    names = {str(number): key for key, number in whole}
    if not whole:
        return SecondView((), (), {})
    counts = counts_of(tally, whole)
    informed = group_informed_consensus(counts)
    rows = zip(informed.statements, informed.agree.tolist(), informed.disagree.tolist(), strict=True)
    listed = sorted((one for one in majority(counts.together()) if one.rank), key=lambda one: (one.stance, one.rank))
    return SecondView(
        sorted(((names[number], agree, disagree) for number, agree, disagree in rows), key=lambda row: -row[1]),
        [Listed(names[one.statement], str(one.stance), one.share) for one in listed],
        {
            group: [Listed(names[one.statement], str(one.stance), one.share) for one in found]
            for group, found in representative(counts).items()
        },
    )


def _is_whole(tally: Tally, key: str) -> bool:
    counts = tally.counts.get(key, {})
    return bool(tally.groups) and all(
        group in counts and counts[group].seen >= FEWEST_FOR_SHARES for group in tally.groups
    )
