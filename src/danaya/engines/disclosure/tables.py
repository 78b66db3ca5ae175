"""What a set of figures lets anyone compute: cells and the sums that tie them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from danaya.engines.language import Problem

Key = tuple[tuple[str, str], ...]
"""Where a cell stands: pairs (column, level) sorted by column; the empty key is the total of everybody."""

MISSING = "\u2205"
"""Level of the people of a margin who are in none of its levels (region not stated)."""


def key(**levels: str) -> Key:
    """Return the key of a cell: ``key(region="north", gender="f")``; ``key()`` is the total."""
    return tuple(sorted(levels.items()))


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure asked for, and the people it stands on.

    Parameters
    ----------
    key
        Where it stands.
    n
        Unweighted number of respondents behind the figure (those with a valid answer to the item).
    psus
        Distinct primary sampling units among them; None where every row is its own PSU (then ``n`` counts).
    sensitive
        Whether the item is sensitive (higher minimum).
    keep
        Never hidden merely to protect another cell: a figure that was released before. Totals are kept as long as possible anyway.
    offered
        Whether publication is asked for; a cell not offered is hidden but can be computed when it is all that is missing from a sum.
    """

    key: Key
    n: int
    psus: int | None = None
    sensitive: bool = False
    keep: bool = False
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Sum:
    """``total`` is the sum of ``parts``: each respondent of the total is in exactly one part."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one item (or factor, or of all respondents) in one audience, with the sums between them.

    ``made_of`` names the tables that this one is computed from (a factor from its items): what is hidden in one of them must not
    come out of this one. ``people`` names whose answers these are (the audience): tables about the same people hide the same cells
    as far as possible. Make tables with :func:`tabulate`.
    """

    name: str
    cells: tuple[Cell, ...]
    sums: tuple[Sum, ...] = ()
    made_of: tuple[str, ...] = ()
    people: str = ""

    @property
    def by_key(self) -> Mapping[Key, Cell]:
        """The cells by their keys."""
        return {cell.key: cell for cell in self.cells}

    @property
    def totals(self) -> frozenset[Key]:
        """Keys that are the total of some sum."""
        return frozenset(equation.total for equation in self.sums)


@dataclass(frozen=True, slots=True)
class Interval:
    """The counts that a hidden cell may have as far as the attacker can tell; ``high`` None = no upper limit."""

    low: int
    high: int | None

    @property
    def width(self) -> float:
        """High minus low, infinite without an upper limit."""
        return float("inf") if self.high is None else self.high - self.low


def tabulate(
    name: str,
    cells: Iterable[Cell],
    *,
    made_of: Iterable[str] = (),
    people: str = "",
    overlapping: Collection[str] = (),
) -> Table:
    """Return a table with all sums that its cells imply.

    The total is the sum of the levels of each column, a level of one column the sum over the levels of another, and so on for
    as many columns as the keys have. People of a margin who are in none of its levels become a cell of their own, level
    :data:`MISSING`, not offered: anyone can subtract.

    Parameters
    ----------
    name
        Unique in a pack, as ``customs/q07``.
    cells
        One per figure asked for. A level left out counts among the missing.
    made_of
        Names of the tables this one is computed from.
    people
        Whose answers these are: the audience.
    overlapping
        Columns whose levels overlap (several answers allowed): they make no sum.

    Raises
    ------
    Problem
        ``cell-twice``, ``cell-negative``, ``parts-exceed-total``.
    """
    known = _checked(name, cells)
    sums: list[Sum] = []
    for parent in _parents(known):
        sums += [
            _sum(name, known, parent, column) for column in _columns_below(known, parent) if column not in overlapping
        ]
    return Table(name, tuple(known.values()), tuple(sums), tuple(made_of), people)


def _checked(name: str, cells: Iterable[Cell]) -> dict[Key, Cell]:
    known: dict[Key, Cell] = {}
    for cell in cells:
        where = f"{name}: {_written(cell.key)}"
        if cell.n < 0 or (cell.psus or 0) < 0:
            raise Problem(
                "cell-negative",
                {
                    "fr": "L'effectif est {n}. Donnez le nombre de répondants, zéro ou plus.",
                    "en": "The count is {n}. Give the number of respondents, zero or more.",
                },
                where,
                n=min(cell.n, cell.psus or 0),
            )
        if cell.key in known:
            raise Problem(
                "cell-twice",
                {
                    "fr": "Cette case figure deux fois. Gardez-en une.",
                    "en": "This cell stands there twice. Keep one.",
                },
                where,
            )
        known[cell.key] = cell
    return known


def _written(place: Key) -> str:
    return ", ".join(f"{column} = {level}" for column, level in place) or "total"


def _parents(known: Mapping[Key, Cell]) -> Iterable[Key]:
    """Keys from the total downwards, those made of missing levels last, including those added on the way."""
    done: set[Key] = set()
    while waiting := [place for place in known if place not in done]:
        parent = min(waiting, key=lambda place: (len(place), sum(level == MISSING for _, level in place)))
        done.add(parent)
        yield parent


def _columns_below(known: Mapping[Key, Cell], parent: Key) -> list[str]:
    above = set(parent)
    columns = {
        column
        for place in known
        if len(place) == len(parent) + 1 and above <= set(place)
        for column, _ in set(place) - above
    }
    return sorted(columns)


def _sum(name: str, known: dict[Key, Cell], parent: Key, column: str) -> Sum:
    """Return the sum of ``parent`` over ``column``; people missing from it become a cell in ``known``."""
    above = set(parent)
    parts = [
        place
        for place in known
        if len(place) == len(parent) + 1 and above <= set(place) and (set(place) - above).pop()[0] == column
    ]
    whole = known[parent]
    missing = whole.n - sum(known[place].n for place in parts)
    if missing < 0:
        raise Problem(
            "parts-exceed-total",
            {
                "fr": "La somme par « {column} » dépasse le total de {excess}. Vérifiez que chacun n'y compte qu'une fois.",
                "en": "The sum over “{column}” exceeds the total by {excess}. See that each person counts once.",
            },
            f"{name}: {_written(parent)}",
            column=column,
            excess=-missing,
        )
    if missing:
        rest = tuple(sorted((*parent, (column, MISSING))))
        known[rest] = Cell(rest, missing, sensitive=whole.sensitive, offered=False)
        parts.append(rest)
    return Sum(parent, tuple(parts))
