"""Marks rows whose exact figure would tell what a share shown as a range must not: differences of it, scores that equal it.

A share with fewer than three people on one side leaves the team as a range only ("under 5 %"). Its difference from an exact share,
or the score of a question with two answers, would give it back; such rows are marked ``ranged`` and shown as protected.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from danaya.engines.disclosure import show_share
from danaya.engines.restitution.analysis.rows import Address, EstimateRow
from danaya.engines.restitution.study import Study

_SHARES = ("share", "dont_know", "refusal")


def mark_ranged(
    rows: Iterable[EstimateRow], earlier: Iterable[EstimateRow], pairs: Mapping[str, str], study: Study
) -> Iterator[EstimateRow]:
    """Yield the rows, those marked that would give back a share shown as a range.

    Parameters
    ----------
    earlier
        Rows of the earlier round.
    pairs
        Item → its item in the earlier round.
    """
    found = list(rows)
    look = _Look({row.address: row for row in found}, _by_item(earlier), pairs, study)
    for row in found:
        yield replace(row, ranged=True) if row.shown and row.item and look.betrays(row) else row


def _by_item(rows: Iterable[EstimateRow]) -> dict[tuple[str, ...], list[EstimateRow]]:
    """Return the rows by what they are of, whatever factor their item stands in."""
    found: dict[tuple[str, ...], list[EstimateRow]] = {}
    for row in rows:
        found.setdefault((row.measure, row.item, row.audience, row.domain, row.level), []).append(row)
    return found


@dataclass(frozen=True)
class _Look:
    now: Mapping[Address, EstimateRow]
    before: Mapping[tuple[str, ...], Sequence[EstimateRow]]
    pairs: Mapping[str, str]
    study: Study

    def betrays(self, row: EstimateRow) -> bool:
        base, comparison = _split(row.measure)
        measure = "share" if base == "score" and self._is_binary(row.item) else base
        if measure not in _SHARES or (not comparison and base == measure):
            return False
        return any(map(_is_ranged, _PARTS[comparison](self, row, measure)))

    def _is_binary(self, key: str) -> bool:
        item = next(item for item in self.study.items if item.key == key)
        return len(set(self.study.scales[item.scale].scores.values())) <= 2

    def one(self, row: EstimateRow, measure: str, audience: str = "") -> Iterator[EstimateRow]:
        """Yield the share of the row's own round."""
        place = (measure, row.item, row.factor, audience or row.audience, row.domain, row.level)
        if place in self.now:
            yield self.now[place]

    def other(self, row: EstimateRow, measure: str, audience: str = "") -> Iterator[EstimateRow]:
        """Yield the share of the earlier round."""
        item = self.pairs.get(row.item, row.item)
        yield from self.before.get((measure, item, audience or row.audience, row.domain, row.level), ())

    def both(self, row: EstimateRow, measure: str) -> Iterator[EstimateRow]:
        for audience in self.study.audiences:
            yield from self.one(row, measure, audience.key)

    def over_time(self, row: EstimateRow, measure: str) -> Iterator[EstimateRow]:
        yield from self.one(row, measure)
        yield from self.other(row, measure)

    def all_four(self, row: EstimateRow, measure: str) -> Iterator[EstimateRow]:
        for audience in self.study.audiences:
            yield from self.one(row, measure, audience.key)
            yield from self.other(row, measure, audience.key)

    def beside(self, row: EstimateRow, measure: str) -> Iterator[EstimateRow]:
        """Yield the level's share, those of the other levels, and that of everyone else together."""
        for place, found in self.now.items():
            if place[:5] == (measure, row.item, row.factor, row.audience, row.domain):
                yield found
        level = next(self.one(row, measure), None)
        whole = self.now.get((measure, row.item, row.factor, row.audience, "", ""))
        if (
            level is not None
            and whole is not None
            and whole.n
            and level.n
            and whole.count is not None
            and level.count is not None
        ):
            rest, yes = whole.n - level.n, whole.count - level.count
            if 0 <= yes <= rest and rest:
                yield replace(whole, n=rest, count=yes, estimate=yes / rest)


def _split(measure: str) -> tuple[str, str]:
    for suffix in ("_gap_change", "_gap", "_change", "_difference"):
        if measure.endswith(suffix):
            return measure.removesuffix(suffix), suffix
    return measure, ""


def _is_ranged(row: EstimateRow) -> bool:
    return row.count is not None and bool(row.n) and not show_share(row.count, row.n or 0, row.estimate).exact


_PARTS: Mapping[str, Callable[[_Look, EstimateRow, str], Iterator[EstimateRow]]] = {
    "": _Look.one,
    "_gap": _Look.both,
    "_change": _Look.over_time,
    "_gap_change": _Look.all_four,
    "_difference": _Look.beside,
}
