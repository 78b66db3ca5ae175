"""Votes on statements, and how many of each group agreed, disagreed or passed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from danaya.engines.consensus.refusals import refuse
from danaya.engines.consensus.statements import Groups

Ints = NDArray[np.int64]
EVERYBODY = "*"
"""The one group of counts over all voters, with and without a group."""

_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, eq=False)
class Votes:
    """The votes of a consultation: one a pair of voter and statement. Make them with :func:`collect`.

    ``voters`` and ``statements`` stand in natural order (2 before 10), so no result depends on the order of the rows. ``voter``,
    ``statement`` (positions) and ``value`` (−1, 0, 1) have one entry a vote, sorted by voter, then statement.
    """

    voters: tuple[str, ...]
    statements: tuple[str, ...]
    voter: NDArray[np.int32]
    statement: NDArray[np.int32]
    value: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.value)

    def without(self, statements: Iterable[str]) -> "Votes":
        """Return the votes on the other statements; voters stay, also those who are left without a vote."""
        out = set(statements)
        kept = np.array([each not in out for each in self.statements], dtype=bool)
        rows = kept[self.statement]
        position = np.cumsum(kept) - 1
        names = tuple(each for each in self.statements if each not in out)
        return Votes(
            self.voters, names, self.voter[rows], position[self.statement[rows]].astype(np.int32), self.value[rows]
        )


@dataclass(frozen=True, eq=False)
class Counts:
    """Votes counted by group; arrays of shape (groups, statements). Make them with :func:`count` or :meth:`of`."""

    groups: tuple[str, ...]
    statements: tuple[str, ...]
    agree: Ints
    disagree: Ints
    passed: Ints

    @cached_property
    def seen(self) -> Ints:
        """How many voted at all: agree + disagree + pass."""
        return self.agree + self.disagree + self.passed

    @classmethod
    def of(
        cls,
        cells: Mapping[tuple[str, str], tuple[int, int, int]],
        groups: Iterable[str],
        statements: Iterable[str],
    ) -> "Counts":
        """Return counts made elsewhere (a database that groups): (group, statement) → (agree, disagree, pass).

        Raises
        ------
        Problem
            ``count-negative``.
        """
        names, columns = natural(groups), natural(statements)
        array = np.array([[cells.get((g, s), (0, 0, 0)) for s in columns] for g in names], dtype=np.int64)
        array = array.reshape(len(names), len(columns), 3)
        if (array < 0).any():
            raise refuse("count-negative")
        return cls(names, columns, array[:, :, 0], array[:, :, 1], array[:, :, 2])

    def together(self) -> "Counts":
        """Return the sum over groups as the one group :data:`EVERYBODY`; voters without a group are not in it."""
        arrays = (each.sum(axis=0, keepdims=True) for each in (self.agree, self.disagree, self.passed))
        return Counts((EVERYBODY,), self.statements, *arrays)


def natural(names: Iterable[str]) -> tuple[str, ...]:
    """Return distinct names sorted as people number things: ``2`` before ``10``, ``s2`` before ``s10``."""
    return tuple(sorted(set(names), key=_natural_key))


def _natural_key(name: str) -> tuple[list[str | tuple[int, str]], str]:
    parts = _DIGITS.split(name)
    return [_size(part) if place % 2 else part for place, part in enumerate(parts)], name


def _size(digits: str) -> tuple[int, str]:
    """Sort as the number does, however many digits it has."""
    plain = digits.lstrip("0")
    return len(plain), plain


def collect(voters: Sequence[str], statements: Sequence[str], values: ArrayLike, also: Iterable[str] = ()) -> Votes:
    """Return the votes of three columns of the same length; the last row of a pair of voter and statement counts.

    Parameters
    ----------
    voters, statements
        Who voted on what, one entry a row.
    values
        −1 disagree, 0 pass, 1 agree.
    also
        Statements that exist even if nobody has voted on them.

    Raises
    ------
    Problem
        ``columns-uneven``, ``vote-unknown``.
    """
    value = np.asarray(values)
    if not len(voters) == len(statements) == len(value):
        raise refuse("columns-uneven")
    wrong = ~np.isin(value, [-1, 0, 1])
    if wrong.any():
        raise refuse("vote-unknown", value=value[wrong][0])
    names, columns = natural(voters), natural([*statements, *also])
    row, column = _positions(voters, names), _positions(statements, columns)
    pair = row.astype(np.int64) * max(len(columns), 1) + column
    order = np.argsort(pair, kind="stable")
    kept = order[np.append(pair[order[1:]] != pair[order[:-1]], True)] if len(order) else order
    return Votes(names, columns, row[kept], column[kept], value[kept].astype(np.int8))


def _positions(names: Sequence[str], known: Sequence[str]) -> NDArray[np.int32]:
    place = {name: number for number, name in enumerate(known)}
    return np.fromiter(map(place.__getitem__, names), dtype=np.int32, count=len(names))


def count(votes: Votes, groups: Groups | None = None) -> Counts:
    """Count the votes of each group; without ``groups``, of everybody as one group.

    Parameters
    ----------
    groups
        Voter → group. Every group named in it is in the result, also one whose members never voted: nothing is known of it, and so
        nothing is shared yet. Voters outside it are counted nowhere.
    """
    if groups is None:
        return _counted(votes, np.zeros(len(votes.voters), dtype=np.int64), (EVERYBODY,))
    names = natural(groups.values())
    place = {name: number for number, name in enumerate(names)}
    group = np.array([place[groups[voter]] if voter in groups else -1 for voter in votes.voters], dtype=np.int64)
    return _counted(votes, group, names)


def _counted(votes: Votes, group: Ints, names: tuple[str, ...]) -> Counts:
    """Counts where voter v is in group number ``group[v]``, −1 = none."""
    shape = (len(names), len(votes.statements), 3)
    of_vote = group[votes.voter] if len(votes) else np.zeros(0, dtype=np.int64)
    grouped = of_vote >= 0
    cell = (of_vote * shape[1] + votes.statement) * 3 + (votes.value + 1)
    found = np.bincount(cell[grouped], minlength=shape[0] * shape[1] * 3).reshape(shape)
    return Counts(names, votes.statements, found[:, :, 2], found[:, :, 0], found[:, :, 1])
