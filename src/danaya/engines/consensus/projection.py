"""The two directions in which voters differ most: exact, and the same on every machine and for every order of the rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from danaya.engines.consensus.beta import Floats
from danaya.engines.consensus.votes import Votes

DIMENSIONS = 2
FEWEST_VOTES = 7
"""Who has voted less often (or not on all there is) is not placed."""


@dataclass(frozen=True, eq=False, slots=True)
class Matrix:
    """Votes as a table: ``values`` (voters, statements) −1, 0, 1, 0 also where not ``seen``; ``enough``: who is placed."""

    values: NDArray[np.int8]
    seen: NDArray[np.bool_]
    enough: NDArray[np.bool_]

    def of(self, rows: NDArray[np.int64]) -> "Matrix":
        """Return the table of some of the voters."""
        return Matrix(self.values[rows], self.seen[rows], self.enough[rows])


def matrix_of(votes: Votes) -> Matrix:
    """Return the votes as a table; placed are those who voted at least min(7, statements) times."""
    values = np.zeros((len(votes.voters), len(votes.statements)), dtype=np.int8)
    seen = np.zeros(values.shape, dtype=bool)
    values[votes.voter, votes.statement] = votes.value
    seen[votes.voter, votes.statement] = True
    fewest = max(1, min(FEWEST_VOTES, len(votes.statements)))
    return Matrix(values, seen, seen.sum(axis=1) >= fewest)


def project(matrix: Matrix) -> Floats:
    """Return where each person who is placed stands, shape (people, 2).

    A vote not cast takes the mean of its column. The two leading principal axes of all votes come from the exact singular value decomposition of
    the centred table (all eigenvectors of the smaller of its two products), each with its largest coefficient positive. A person's sum over votes
    cast is scaled by √(statements / votes cast), so those who voted little do not all stand in the middle.
    """
    centred = _centred(matrix)
    axes = _leading_axes(centred)
    placed = matrix.enough
    scale = np.sqrt(matrix.seen.shape[1] / np.maximum(1, matrix.seen[placed].sum(axis=1)))
    return np.asarray(scale[:, None] * (centred[placed] @ axes))


def _centred(matrix: Matrix) -> Floats:
    """Votes minus their column's mean, 0 where there is none."""
    means = matrix.values.sum(axis=0, dtype=np.int64) / np.maximum(1, matrix.seen.sum(axis=0))
    return np.asarray(np.where(matrix.seen, matrix.values - means, 0.0))


def _leading_axes(centred: Floats) -> Floats:
    """First two right singular vectors, shape (statements, 2); zeros where the rank is less."""
    people, statements = centred.shape
    small = centred.T if people < statements else centred
    values, vectors = np.linalg.eigh(small.T @ small)
    values, vectors = values[: -DIMENSIONS - 1 : -1], vectors[:, : -DIMENSIONS - 1 : -1]
    real = values > 1e-12 * max(values[0], 1e-300) if len(values) else np.zeros(0, dtype=bool)
    axes = np.zeros((statements, DIMENSIONS))
    for number in np.flatnonzero(real):
        axis = small @ vectors[:, number] / np.sqrt(values[number]) if people < statements else vectors[:, number]
        axes[:, number] = axis * np.sign(axis[np.argmax(np.abs(axis))])
    return axes
