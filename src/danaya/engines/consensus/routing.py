"""Which statement to show next. Plain Python: the page that asks loads no NumPy."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from danaya.engines.consensus.statements import Vote

GroupVotes = Mapping[str, tuple[int, int]]
"""Statement → (agree, seen) among the voter's own group; one that is missing was not seen."""


@dataclass(frozen=True, slots=True)
class Next:
    """The statement to show; ``again``: the voter passed it before; ``alike``: how many were as needed, of which chance drew one."""

    statement: str
    again: bool
    alike: int


def next_statement(
    statements: Iterable[str], mine: Mapping[str, int], votes: GroupVotes, chance: random.Random
) -> Next | None:
    """Return the statement that the voter's group needs most; None when the voter has agreed or disagreed with all.

    First those the voter has not seen, then those passed ("ask me later"). Among them the fewest seen by the voter's group; then the most uncertain, where
    agree / seen is nearest to one half (for the same number seen, that is the widest Jeffreys interval); then chance.

    Parameters
    ----------
    statements
        Those open to votes.
    mine
        Statement → the voter's own vote.
    votes
        Statement → (agree, seen) in the voter's group.
    chance
        Draws among those equally needed.
    """
    unseen, passed = [], []
    for statement in statements:
        if statement not in mine:
            unseen.append(statement)
        elif mine[statement] == Vote.PASS:
            passed.append(statement)
    open_to_me = unseen or passed
    if not open_to_me:
        return None
    most_needed = min(_need(statement, votes) for statement in open_to_me)
    alike = sorted(statement for statement in open_to_me if _need(statement, votes) == most_needed)
    return Next(chance.choice(alike), not unseen, len(alike))


def _need(statement: str, votes: GroupVotes) -> tuple[int, int]:
    """Lower = needed more: times seen, then the distance of agree / seen from one half, in whole numbers so that equals are equal."""
    agree, seen = votes.get(statement, (0, 0))
    return seen, abs(2 * agree - seen)


@dataclass(frozen=True, slots=True)
class RoutingCheck:
    """Whether routing still routes: how many different needs there are, how many votes, and the gap between most and fewest seen."""

    statements: int
    votes: int
    needs: int
    widest: int

    @property
    def is_idle(self) -> bool:
        """Whether all weigh the same although there are votes enough for each to have been seen: then chance alone draws."""
        return self.statements > 1 and self.needs == 1 and self.votes > self.statements


def routing_check(statements: Iterable[str], votes: GroupVotes) -> RoutingCheck:
    """Return what to log beside the votes: a weight that stopped varying sent Polis's voters at random for over a year, unseen."""
    names = list(statements)
    seen = [votes.get(name, (0, 0))[1] for name in names]
    needs = {_need(name, votes) for name in names}
    return RoutingCheck(len(names), sum(seen), len(needs), max(seen, default=0) - min(seen, default=0))
