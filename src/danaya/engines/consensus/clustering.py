"""k-means from a fixed start, how well its groups are apart, and how far two groupings agree."""

import numpy as np
from numpy.typing import NDArray

from danaya.engines.consensus.beta import Floats

Labels = NDArray[np.int64]

_MOST_ROUNDS = 300
_ROWS_AT_ONCE = 64


def cluster(points: Floats, k: int) -> Labels | None:
    """Return the group (0 … k−1, the largest first) of each point; None where there are not k distinct ones.

    k-means (Lloyd 1982) from PCA-Part (Su and Dy 2007): the group with the largest sum of squares is cut at its mean across its principal
    axis until there are k. No chance is involved.
    """
    labels = _first_labels(points, k)
    if labels is None:
        return None
    for _ in range(_MOST_ROUNDS):
        sizes = np.bincount(labels, minlength=k)
        if not sizes.all():
            return None
        centres = np.stack([np.bincount(labels, column, k) for column in points.T], axis=1) / sizes[:, None]
        nearer = np.argmin((centres**2).sum(axis=1) - 2 * points @ centres.T, axis=1)
        if (nearer == labels).all():
            break
        labels = nearer
    return _largest_first(points, labels, k)


def _first_labels(points: Floats, k: int) -> Labels | None:
    labels = np.zeros(len(points), dtype=np.int64)
    for new in range(1, k):
        spread = [float(((each - each.mean(axis=0)) ** 2).sum()) for each in (points[labels == n] for n in range(new))]
        widest = int(np.argmax(spread))
        inside = np.flatnonzero(labels == widest)
        off = points[inside] - points[inside].mean(axis=0)
        along = off @ np.linalg.eigh(off.T @ off)[1][:, -1]
        if not ((along > 0).any() and (along <= 0).any()) or spread[widest] <= 1e-18:
            return None
        labels[inside[along > 0]] = new
    return labels


def _largest_first(points: Floats, labels: Labels, k: int) -> Labels | None:
    sizes = np.bincount(labels, minlength=k)
    if not sizes.all():
        return None
    centres = [tuple(points[labels == group].mean(axis=0)) for group in range(k)]
    order = sorted(range(k), key=lambda group: (-sizes[group], centres[group]))
    rank = np.empty(k, dtype=np.int64)
    rank[order] = np.arange(k)
    return np.asarray(rank[labels])


def silhouettes(points: Floats, groupings: list[Labels]) -> list[float]:
    """Return the mean silhouette of each grouping (Rousseeuw 1987), −1 to 1; a person alone in a group counts 0.

    All distances are used, those of a block of people at a time, once for all groupings.
    """
    members = [np.eye(int(labels.max()) + 1)[labels] for labels in groupings]
    sums = [0.0] * len(groupings)
    for start in range(0, len(points), _ROWS_AT_ONCE):
        block = points[start : start + _ROWS_AT_ONCE]
        distance = np.sqrt(sum((block[:, None, axis] - points[None, :, axis]) ** 2 for axis in range(points.shape[1])))
        for number, member in enumerate(members):
            own = member[start : start + _ROWS_AT_ONCE].astype(bool)
            sums[number] += float(_widths(distance @ member, own, member.sum(axis=0)).sum())
    return [total / len(points) for total in sums]


def _widths(total: Floats, own: NDArray[np.bool_], sizes: Floats) -> Floats:
    """(b − a)/max(a, b) of some people: a to their own group, b to the nearest other one, on average."""
    mates = (own @ sizes) - 1
    a = (total * own).sum(axis=1) / np.maximum(mates, 1)
    b = np.where(own, np.inf, total / sizes).min(axis=1)
    larger = np.maximum(a, b)
    return np.where((mates > 0) & (larger > 0), (b - a) / np.where(larger > 0, larger, 1), 0.0)


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Return how far two groupings of the same people agree: 1 = the same, 0 = as by chance (Hubert and Arabie 1985)."""
    table = np.zeros((int(first.max(initial=0)) + 1, int(second.max(initial=0)) + 1))
    np.add.at(table, (first, second), 1)

    def pairs(counts: Floats) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, one, other = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    everything = pairs(np.array([float(len(first))]))
    expected = one * other / everything if everything else 0.0
    most = (one + other) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
