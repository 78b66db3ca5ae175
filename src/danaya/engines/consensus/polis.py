"""Consensus as Polis computes it, in its own formulas: group-informed, of the majority, and what sets a group apart.

A, D, S are the agreeing, the disagreeing and all who saw a statement; every share has one success and one failure added (S + 2).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from danaya.engines.consensus.refusals import refuse
from danaya.engines.consensus.votes import Counts, Ints

Floats = NDArray[np.float64]

Z_90 = 1.2816
"""One-sided 90 % normal quantile as Polis writes it; a test must exceed it."""
LISTED = 5
"""Statements in a list, at most."""


class Stance(StrEnum):
    """Which answer a statement stands out by."""

    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class GroupInformed:
    """How far all groups agree, and disagree, with each statement: 0–1, comparable between statements only."""

    statements: tuple[str, ...]
    agree: Floats
    disagree: Floats


@dataclass(frozen=True, slots=True)
class MajorityShare:
    """How many of all voters take one stance to a statement.

    ``share`` is (successes + 1)/(seen + 2), ``z`` tests that it exceeds one half, ``rank`` is its place in the list of its stance (1–5),
    None when it is not in it.
    """

    statement: str
    stance: Stance
    successes: int
    seen: int
    share: float
    z: float
    rank: int | None


@dataclass(frozen=True, slots=True)
class Representative:
    """A statement that sets a group apart from all others.

    ``share`` is the group's (successes + 1)/(seen + 2) and ``z`` tests that it exceeds one half; ``ratio`` divides it by the others' share and
    ``ratio_z`` tests that the two differ.
    """

    statement: str
    stance: Stance
    successes: int
    seen: int
    share: float
    z: float
    ratio: float
    ratio_z: float


def group_informed_consensus(counts: Counts) -> GroupInformed:
    """Return the product over groups of (A + 1)/(S + 2), and of (D + 1)/(S + 2)."""
    seen = counts.seen + 2
    return GroupInformed(
        counts.statements,
        np.prod((counts.agree + 1) / seen, axis=0),
        np.prod((counts.disagree + 1) / seen, axis=0),
    )


def majority(everybody: Counts, out: Collection[str] = ()) -> tuple[MajorityShare, ...]:
    """Return the share of all voters who agree, then of those who disagree, with each statement: two entries a statement.

    Listed are the five statements of a stance with the highest share × z among those with share > ½ and z > 1.2816.

    Parameters
    ----------
    everybody
        Counts of one group (``count(votes)``).
    out
        Statements moderated out: they have a share and no rank.
    """
    if len(everybody.groups) != 1:
        raise refuse("one-group-wanted", count=len(everybody.groups))
    seen, found = everybody.seen[0], {}
    for stance, successes in _stances(everybody):
        share, z = (successes[0] + 1) / (seen + 2), _z_of_half(successes[0], seen)
        fit = (share > 0.5) & (z > Z_90) & _kept(everybody.statements, out)
        ranks = _ranks(share * z, fit)
        for number, statement in enumerate(everybody.statements):
            found[statement, stance] = MajorityShare(
                statement,
                stance,
                int(successes[0, number]),
                int(seen[number]),
                float(share[number]),
                float(z[number]),
                ranks.get(number),
            )
    return tuple(found[statement, stance] for statement in everybody.statements for stance in Stance)


def representative(counts: Counts, out: Collection[str] = ()) -> dict[str, tuple[Representative, ...]]:
    """Return the statements that set each group apart from all others, at most five a group, agreement first.

    Candidates: both z above 1.2816, for agreeing or for disagreeing; ranked by ratio × ratio_z × share × z. The statement the group agrees
    on best comes first. Where there is no candidate, that one stands alone, or else the one whose ratio is furthest from the others'. A
    group whose members never voted has none.

    Parameters
    ----------
    out
        Statements moderated out, which represent nobody.
    """
    kept = np.flatnonzero(_kept(counts.statements, out))
    found = {}
    for number, group in enumerate(counts.groups):
        apart = {stance: _apart(each, counts.seen, number, kept) for stance, each in _stances(counts)}
        silent = not counts.seen[number].any()
        found[group] = () if silent else _selected(_Group(counts, number, kept, apart))
    return found


@dataclass(frozen=True, slots=True)
class _Apart:
    """How a group's stance differs from the others', one entry a statement that is kept."""

    successes: Ints
    share: Floats
    z: Floats
    ratio: Floats
    ratio_z: Floats

    @property
    def weight(self) -> Floats:
        return self.ratio * self.ratio_z * self.share * self.z


def _apart(successes: Ints, seen: Ints, group: int, kept: Ints) -> _Apart:
    mine, mine_seen = successes[group, kept], seen[group, kept]
    others = successes[:, kept].sum(axis=0) - mine
    others_seen = seen[:, kept].sum(axis=0) - mine_seen
    share = (mine + 1) / (mine_seen + 2)
    return _Apart(
        mine,
        share,
        _z_of_half(mine, mine_seen),
        share / ((others + 1) / (others_seen + 2)),
        _z_of_difference(mine, mine_seen, others, others_seen),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """One group's statistics, by which its statements are chosen; numbers count the kept statements."""

    counts: Counts
    number: int
    kept: Ints
    apart: dict[Stance, _Apart]

    def leans_to(self, statement: int) -> Stance:
        """The stance that sets the group apart more."""
        agrees = self.apart[Stance.AGREE].ratio_z[statement] > self.apart[Stance.DISAGREE].ratio_z[statement]
        return Stance.AGREE if agrees else Stance.DISAGREE

    def candidates(self) -> list[int]:
        """Statements with both tests passed for one stance, the weightiest first."""
        passed = [(each.ratio_z > Z_90) & (each.z > Z_90) for each in self.apart.values()]
        chosen = [int(number) for number in np.flatnonzero(passed[0] | passed[1])]
        return sorted(chosen, key=lambda number: -float(self.apart[self.leans_to(number)].weight[number]))

    def best_agreed(self) -> int | None:
        """The statement the group agrees on best, one after the other: by weight once the best sets it apart, else by share × z."""
        agree, best = self.apart[Stance.AGREE], None
        voted = agree.successes + self.apart[Stance.DISAGREE].successes > 0
        plain, weight = agree.share * agree.z, agree.weight
        for number in map(int, np.flatnonzero(voted)):
            if best is None:
                fits = agree.z[number] > Z_90 or (agree.ratio[number] > 1 and agree.share[number] > 0.5)
            else:
                measure = weight if agree.ratio[best] > 1 else plain
                fits = measure[number] > measure[best]
            best = number if fits else best
        return best

    def most_apart(self) -> int | None:
        """The statement with the largest ratio_z of either stance."""
        both = np.maximum(self.apart[Stance.AGREE].ratio_z, self.apart[Stance.DISAGREE].ratio_z)
        return int(np.argmax(both)) if both.size else None

    def shown(self, statement: int) -> Representative:
        stance = self.leans_to(statement)
        apart, place = self.apart[stance], self.kept[statement]
        return Representative(
            self.counts.statements[place],
            stance,
            int(apart.successes[statement]),
            int(self.counts.seen[self.number, place]),
            *(float(each[statement]) for each in (apart.share, apart.z, apart.ratio, apart.ratio_z)),
        )


def _selected(group: _Group) -> tuple[Representative, ...]:
    candidates, first = group.candidates(), group.best_agreed()
    if not candidates:
        first = group.most_apart() if first is None else first
    head = [] if first is None else [first]
    listed = (head + [number for number in candidates if number != first])[:LISTED]
    shown = [group.shown(number) for number in listed]
    return tuple(sorted(shown, key=lambda each: each.stance is not Stance.AGREE))


def _stances(counts: Counts) -> tuple[tuple[Stance, Ints], ...]:
    return (Stance.AGREE, counts.agree), (Stance.DISAGREE, counts.disagree)


def _kept(statements: tuple[str, ...], out: Collection[str]) -> NDArray[np.bool_]:
    out = set(out)
    return np.array([statement not in out for statement in statements], dtype=bool)


def _ranks(weight: Floats, fit: NDArray[np.bool_]) -> dict[int, int]:
    order = [int(number) for number in np.argsort(-weight, kind="stable") if fit[number]]
    return {number: rank for rank, number in enumerate(order[:LISTED], 1)}


def _z_of_half(successes: Ints, seen: Ints) -> Floats:
    """2 √(S+1) ((A+1)/(S+1) − ½)."""
    return np.asarray(2 * np.sqrt(seen + 1) * ((successes + 1) / (seen + 1) - 0.5))


def _z_of_difference(successes: Ints, seen: Ints, others: Ints, others_seen: Ints) -> Floats:
    """Two-proportion z with one added to all four counts; 0 where everybody succeeded."""
    a, n, b, m = successes + 1, seen + 1, others + 1, others_seen + 1
    pooled = (a + b) / (n + m)
    variance = pooled * (1 - pooled) * (1 / n + 1 / m)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(a + b == n + m, 0.0, (a / n - b / m) / np.sqrt(variance))
