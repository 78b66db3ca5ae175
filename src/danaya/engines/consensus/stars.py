"""What matters most: each voter marks up to three statements with a star."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from danaya.engines.consensus.refusals import refuse
from danaya.engines.consensus.sharing import LEVEL, Agreement, jeffreys_bounds
from danaya.engines.consensus.statements import Groups
from danaya.engines.consensus.votes import natural

MOST_STARS = 3


def what_matters(
    stars: Iterable[tuple[str, str]],
    groups: Groups,
    statements: Iterable[str],
    *,
    most: int = MOST_STARS,
    level: float = LEVEL,
) -> Agreement:
    """Return, by group, the share of those who gave stars that gave one to each statement, with its Jeffreys interval and their number.

    The result reads as agreement does: ``agree`` = stars, ``seen`` = members of the group who gave any. ``shared(…)`` of it says what matters most to all: the lowest
    group's lower bound. Stars of voters without a group count nowhere.

    Parameters
    ----------
    stars
        Pairs of voter and statement; the same pair twice counts once.
    groups
        Voter → group; a group whose members gave no star has NaN.
    statements
        Those that can have a star.

    Raises
    ------
    Problem
        ``stars-too-many``.
    """
    given: dict[str, set[str]] = defaultdict(set)
    for voter, statement in stars:
        given[voter].add(statement)
    for voter, theirs in given.items():
        if len(theirs) > most:
            raise refuse("stars-too-many", voter=voter, count=len(theirs), most=most)
    names, columns = natural(groups.values()), natural(statements)
    row = {name: number for number, name in enumerate(names)}
    column = {name: number for number, name in enumerate(columns)}
    counted = np.zeros((len(names), len(columns)), dtype=np.int64)
    givers = np.zeros((len(names), 1), dtype=np.int64)
    for voter, theirs in given.items():
        if voter in groups:
            givers[row[groups[voter]]] += 1
            counted[row[groups[voter]], [column[each] for each in theirs if each in column]] += 1
    seen = np.broadcast_to(givers, counted.shape).copy()
    low, high = jeffreys_bounds(counted, seen, level)
    share = counted / np.where(seen > 0, seen, np.nan)
    return Agreement(names, columns, counted, seen, share, low, high)
