"""The two directions in which voters differ most: exact, and the same on every machine and for every order of the rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from danaya.engines.consensus.beta import Floats
from danaya.engines.consensus.votes import Votes

DIMENSIONS = 2
FEWEST_VOTES = 7
"""Who has voted less often (or not on all there is) is not placed."""
_LARGE = 256
"""From this size on, the largest eigenvalues are iterated to instead of computing them all."""
_BLOCK = 8
_MOST_ROUNDS = 150
_SETTLED = 1e-13


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

    A vote not cast takes the mean of its column. The two leading principal axes of all votes are the exact singular vectors of the
    centred table, to the last digits, each with its largest coefficient positive. A person's sum over votes
    cast is scaled by √(statements / votes cast), so those who voted little do not all stand in the middle.
    """
    centred = _centred(matrix)
    scale = np.sqrt(matrix.seen.shape[1] / np.maximum(1, matrix.seen.sum(axis=1)))
    return np.asarray(scale[:, None] * (centred @ _leading_axes(centred)))[matrix.enough]


def _centred(matrix: Matrix) -> Floats:
    """Votes minus their column's mean, 0 where there is none."""
    centred = matrix.values.astype(np.float64)
    centred -= matrix.values.sum(axis=0, dtype=np.int64) / np.maximum(1, matrix.seen.sum(axis=0))
    centred *= matrix.seen
    return centred


def _leading_axes(centred: Floats) -> Floats:
    """First two right singular vectors, shape (statements, 2); zeros where the rank is less."""
    people, statements = centred.shape
    small = centred.T if people < statements else centred
    values, vectors = _largest(small.T @ small)
    axes = np.zeros((statements, DIMENSIONS))
    for number in np.flatnonzero(values > 1e-12 * max(values.max(initial=0), 1e-300)):
        axis = small @ vectors[:, number] / np.sqrt(values[number]) if people < statements else vectors[:, number]
        axes[:, number] = axis * np.sign(axis[np.argmax(np.abs(axis))])
    return axes


def _largest(product: Floats) -> tuple[Floats, Floats]:
    """Return the largest eigenvalues of a symmetric matrix, the first one first, and their vectors."""
    found = _iterated(product) if len(product) >= _LARGE else None
    values, vectors = found or np.linalg.eigh(product)
    return values[: -DIMENSIONS - 1 : -1], vectors[:, : -DIMENSIONS - 1 : -1]


def _iterated(product: Floats) -> tuple[Floats, Floats] | None:
    """Return some of the largest eigenvalues, rising, and their vectors; None where the two largest did not settle to their last digits.

    Simultaneous iteration (Rutishauser 1970) from a fixed start: a full decomposition takes four times as long and agrees to 1e-12.
    """
    numbers = np.arange(1, len(product) + 1)
    image = np.cos(np.outer(numbers, np.arange(1, _BLOCK + 1)))
    for _ in range(_MOST_ROUNDS):
        block = np.linalg.qr(image)[0]
        image = product @ block
        values, turn = np.linalg.eigh(block.T @ image)
        block, image = block @ turn, image @ turn
        rest = image[:, -DIMENSIONS:] - block[:, -DIMENSIONS:] * values[-DIMENSIONS:]
        if np.linalg.norm(rest) <= _SETTLED * values[-1]:
            return values, block
    return None
