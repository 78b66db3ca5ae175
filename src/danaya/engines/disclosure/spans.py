"""Groups of a few people that come out exactly of published sums, whatever way they are added and subtracted."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

_TOLERANCE = 1e-8
_TRIPLES_UP_TO = 40


def small_groups(populations: Sequence[NDArray[np.bool_]], difference: int) -> dict[bytes, int]:
    """Return the groups of 1 to ``difference`` − 1 people whose sums follow from those of the populations.

    Parameters
    ----------
    populations
        For each published population a bool array over the rows of the dataset.
    difference
        Groups this large or larger do no harm.

    Returns
    -------
    dict
        Packed bits of the group's rows → its people.

    Notes
    -----
    The populations cut the rows into classes of equal membership. A linear combination of published sums is a sum over some group
    exactly when the group's indicator lies in the row space of the populations × classes matrix, that is when the orthogonal
    projection P onto it leaves the indicator e as it is: eᵀPe = eᵀe. Tried for all groups of one or two classes, and of three where the small
    classes are few.
    """
    if not populations:
        return {}
    table = np.array(populations)
    signatures, member_of, sizes = np.unique(table, axis=1, return_inverse=True, return_counts=True)
    small = np.flatnonzero((sizes < difference) & signatures.any(axis=0))
    if small.size == 0:
        return {}
    _, weights, basis = np.linalg.svd(signatures.astype(float), full_matrices=False)
    basis = basis[weights > _TOLERANCE * weights[0]][:, small]
    projection = basis.T @ basis
    found: dict[bytes, int] = {}
    for size in (1, 2, 3) if small.size <= _TRIPLES_UP_TO else (1, 2):
        for group in combinations(range(small.size), size):
            people = int(sizes[small[list(group)]].sum())
            if people < difference and projection[np.ix_(group, group)].sum() > size - _TOLERANCE:
                rows = np.isin(member_of.reshape(-1), small[list(group)])
                found[np.packbits(rows).tobytes()] = people
    return found
