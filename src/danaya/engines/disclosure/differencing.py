"""Differencing: what the figures to be released, subtracted from one another or from earlier ones, would show of a few people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from danaya.engines.disclosure.ledger import Conditions, Ledger, Release, Released, released_cells, where
from danaya.engines.disclosure.protection import Protection, protect_all
from danaya.engines.disclosure.rules import Rule
from danaya.engines.disclosure.tables import Key, Table
from danaya.engines.language import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Count = Callable[[str, Conditions], int]
"""(about, conditions) → respondents with a valid answer who meet the conditions, counted on the dataset."""

Members = Callable[[str, Conditions], "NDArray[np.bool_]"]
"""(about, conditions) → for each row of the dataset, whether it is such a respondent."""

_HOUSE = Rule()
_FAMILIES = 500


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that must not be released: subtracting it and the cells ``against`` would show ``people`` people.

    ``in_earlier_dataset``: the cells against it come from a dataset that this one corrects (or that corrects it).
    """

    cell: Released
    against: tuple[Released, ...]
    people: int
    reason: Text
    in_earlier_dataset: bool = False


def check(
    ledger: Ledger,
    release: Release,
    rule: Rule = _HOUSE,
    *,
    count: Count | None = None,
    members: Members | None = None,
) -> tuple[Refusal, ...]:
    """Return the cells of a release that must not be published, because of earlier ones or of each other.

    Cells are taken from the largest to the smallest; each is held against what was released and what was accepted before it.
    So the cells that are not refused can be published together.

    Parameters
    ----------
    ledger
        What was released before.
    release
        What is to be released now.
    rule
        A difference of 1 to ``rule.difference`` − 1 people is refused.
    count
        Counts respondents of the release's dataset. With it, populations that overlap are compared too; conditions alone only tell of
        populations inside one another and of levels that make up a total.
    members
        Gives the rows themselves. With it, every combination of published sums is searched for groups that come out exactly, made of
        up to three of the smallest groups that the released populations cut the respondents into.

    Returns
    -------
    tuple of Refusal
        Empty when everything may be released. A release that is not in the ledger yet; the caller adds it once it is published.
    """
    checker = _Checker(ledger, release, rule, count or _counted(members), members)
    return tuple(refusal for cell in _largest_first(release.cells) if (refusal := checker.refuses(cell)) is not None)


def propose(
    ledger: Ledger,
    release: Release,
    tables: Sequence[tuple[Table, str, Conditions]],
    rule: Rule = _HOUSE,
    *,
    count: Count | None = None,
    members: Members | None = None,
) -> tuple[dict[str, Protection], Release, tuple[Refusal, ...]]:
    """Protect tables so that the ledger accepts what remains.

    Parameters
    ----------
    ledger, rule, count, members
        As for :func:`check`.
    release
        Key, dataset and what it supersedes; its cells are ignored.
    tables
        Each table with what it is about and the conditions all its people meet (``where(audience="customs")``).

    Returns
    -------
    tuple
        Protections by table, the release with the cells to publish, and every refusal that was met and dealt with: a refused cell
        became secret, and what would reveal it was hidden too.
    """
    secret: dict[str, set[Key]] = {table.name: set() for table, _, _ in tables}
    met: list[Refusal] = []
    while True:
        protections = protect_all([table for table, _, _ in tables], rule, secret=secret)
        owner: dict[Released, tuple[str, Key]] = {}
        for table, about, conditions in tables:
            for cell in released_cells(protections[table.name], about, **dict(conditions)):
                owner[cell] = (table.name, cell.key(*(column for column, _ in conditions)))
        proposed = Release(release.key, release.dataset, tuple(owner), release.supersedes)
        refusals = check(ledger, proposed, rule, count=count, members=members)
        if not refusals:
            return protections, proposed, tuple(met)
        met += refusals
        for refusal in refusals:
            name, place = owner[refusal.cell]
            secret[name].add(place)


def _largest_first(cells: Iterable[Released]) -> list[Released]:
    return sorted(set(cells), key=lambda cell: (cell.about, -cell.n, repr(cell.plain())))


def _counted(members: Members | None) -> Count | None:
    return None if members is None else lambda about, conditions: int(members(about, conditions).sum())


class _Checker:
    """Holds what is published already, by what it is about, and accepts or refuses one cell after another."""

    def __init__(
        self, ledger: Ledger, release: Release, rule: Rule, count: Count | None, members: Members | None
    ) -> None:
        self.rule, self.count, self.members = rule, count, members
        self.same: dict[str, list[Released]] = {}
        self.other: dict[str, dict[str, list[Released]]] = {}
        self.known_leaks: dict[str, frozenset[bytes]] = {}
        self.clear: dict[str, bool] = {}
        self.asked: dict[str, list[Released]] = {}
        for cell in release.cells:
            self.asked.setdefault(cell.about, []).append(cell)
        related = ledger.related(release)
        for earlier in ledger.releases:
            for cell in earlier.cells:
                if earlier.dataset == release.dataset:
                    self.same.setdefault(cell.about, []).append(cell)
                elif earlier.dataset in related:
                    self.other.setdefault(cell.about, {}).setdefault(earlier.dataset, []).append(cell)

    def refuses(self, cell: Released) -> Refusal | None:
        """Return why ``cell`` must not be published; accept it otherwise."""
        published = self.same.setdefault(cell.about, [])
        if cell in published:
            return None
        refusal = self._against(cell, published, published, elsewhere=False)
        for cells in self.other.get(cell.about, {}).values():
            refusal = refusal or self._against(cell, cells, [*cells, *published], elsewhere=True)
        refusal = refusal or self._exact(cell, published)
        if refusal is None:
            published.append(cell)
        return refusal

    def _against(
        self, cell: Released, others: Sequence[Released], all_known: Sequence[Released], *, elsewhere: bool
    ) -> Refusal | None:
        for other in others:
            people = self._difference(cell, other, elsewhere=elsewhere)
            if self._few(people):
                return _refusal(cell, (other,), people, elsewhere=elsewhere)
        for total, family in _families(cell, all_known):
            people = total.n - sum(part.n for part in family)
            if self._few(people):
                against = tuple(known for known in (total, *family) if known != cell)
                return _refusal(cell, against, people, elsewhere=elsewhere)
        return None

    def _few(self, people: int) -> bool:
        return 0 < abs(people) < self.rule.difference

    def _difference(self, one: Released, other: Released, *, elsewhere: bool) -> int:
        """Return how many people tell two populations apart, 0 when they are the same or too different to matter."""
        if within(one.conditions, other.conditions) or within(other.conditions, one.conditions):
            return abs(one.n - other.n)
        both = intersection(one.conditions, other.conditions)
        if both is None or self.count is None or elsewhere:
            return 0
        shared = self.count(one.about, both)
        apart = (one.n - shared, other.n - shared)
        return max(apart) if max(apart) < self.rule.difference else 0

    def _exact(self, cell: Released, published: list[Released]) -> Refusal | None:
        """Search the combinations of sums; cell by cell only where all cells together let some small group come out."""
        if self.members is None:
            return None
        if cell.about not in self.clear:
            self.known_leaks[cell.about] = frozenset(self._leaks(published))
            together = self._leaks([*published, *self.asked[cell.about]])
            self.clear[cell.about] = together.keys() <= self.known_leaks[cell.about]
        # More published sums only ever let more groups come out: what is clear together is clear in every part.
        if self.clear[cell.about]:
            return None
        leaks = self._leaks([*published, cell])
        fresh = {group: people for group, people in leaks.items() if group not in self.known_leaks[cell.about]}
        return _refusal(cell, tuple(published), min(fresh.values()), elsewhere=False) if fresh else None

    def _leaks(self, cells: Sequence[Released]) -> dict[bytes, int]:
        from danaya.engines.disclosure.spans import small_groups  # noqa: PLC0415  # slow import

        rows = [self.members(cell.about, cell.conditions) for cell in cells] if self.members else []
        return small_groups(rows, self.rule.difference)


def within(inner: Conditions, outer: Conditions) -> bool:
    """Return whether whoever meets ``inner`` surely meets ``outer``."""
    levels = dict(inner)
    return all(column in levels and levels[column] <= allowed for column, allowed in outer)


def intersection(one: Conditions, other: Conditions) -> Conditions | None:
    """Return the conditions of those in both populations, None where nobody can be."""
    merged = dict(one)
    for column, levels in other:
        merged[column] = merged.get(column, levels) & levels
    return where(**merged) if all(merged.values()) else None


def _families(cell: Released, published: Sequence[Released]) -> Iterable[tuple[Released, list[Released]]]:
    """Totals with families of their pieces along one column; ``cell`` is the total or one of the pieces."""
    for total in (cell, *published):
        if not within(cell.conditions, total.conditions):
            continue
        by_column: dict[str, list[Released]] = {}
        for part in published if total == cell else (cell, *published):
            column = _split_by(total.conditions, part.conditions)
            if column is not None:
                by_column.setdefault(column, []).append(part)
        for column, parts in by_column.items():
            must = [] if total == cell else [cell]
            if not must or cell in parts:
                for family in _disjoint(column, parts, must):
                    yield total, family


def _split_by(whole: Conditions, part: Conditions) -> str | None:
    """Return the one column along which ``part`` is a piece of ``whole``, None when there is no such column."""
    if whole == part or not within(part, whole):
        return None
    outer = dict(whole)
    differing = [column for column, levels in part if outer.get(column) != levels]
    return differing[0] if len(differing) == 1 else None


def _disjoint(column: str, parts: Sequence[Released], must: Sequence[Released]) -> Iterable[list[Released]]:
    """Yield families of parts whose levels do not overlap, each with all of ``must``; at most some hundreds."""
    levels = {part: dict(part.conditions)[column] for part in parts}
    waiting: list[tuple[list[Released], list[Released]]] = [
        (list(must), [part for part in levels if all(levels[part].isdisjoint(levels[kept]) for kept in must)])
    ]
    for _ in range(_FAMILIES):
        if not waiting:
            return
        family, free = waiting.pop()
        clash = next((part for part in free if any(part != o and levels[part] & levels[o] for o in free)), None)
        if clash is None:
            yield [*family, *free]
            continue
        rest = [part for part in free if part != clash]
        waiting.append(([*family, clash], [part for part in rest if levels[part].isdisjoint(levels[clash])]))
        waiting.append((family, rest))


def _refusal(cell: Released, against: tuple[Released, ...], people: int, *, elsewhere: bool) -> Refusal:
    text = _CORRECTED if elsewhere else _DIFFERENCE
    return Refusal(
        cell, against, abs(people), {code: words.format(people=abs(people)) for code, words in text.items()}, elsewhere
    )


_DIFFERENCE: Text = {
    "fr": "Avec les chiffres déjà publiés, une soustraction isolerait un groupe de {people}. Ne publiez pas cette case.",
    "en": "With what is published, a subtraction would single out a group of {people}. Do not publish this cell.",
}
_CORRECTED: Text = {
    "fr": "Entre ces données et celles qu'elles corrigent, une soustraction isolerait un groupe de {people}. "
    "Ne publiez pas cette case.",
    "en": "Between these data and those they correct, a subtraction would single out a group of {people}. "
    "Do not publish this cell.",
}
