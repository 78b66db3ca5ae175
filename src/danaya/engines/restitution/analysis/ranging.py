"""Marks rows whose exact figure would tell what a share shown as a range must not.

A share with fewer than three people on one side leaves the team as a range only ("under 5 %"). These would give it back, and are
marked ``ranged`` and shown as protected:

- its difference from an exact share, and the score of a question with two answers;
- the score of its question where it leaves the share less room than the range does;
- other shares of the same sums, where every answer weighs the same: :func:`danaya.engines.disclosure.withhold`;
- don't-know and refusal in a whole breakdown, where either is few in one level: their bases, less that of the opinions, say how many
  kept silent. For the same reason their ``n`` is told only where both are exact (``sized``).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from danaya.engines.disclosure import Rule, ShareCell, Tie, show_share, withhold
from danaya.engines.restitution.analysis.rows import Address, EstimateRow
from danaya.engines.restitution.study import Study

SILENCES = ("dont_know", "refusal")
_SHARES = ("share", *SILENCES)
_HOUSE = Rule()
_OFF = 0.002
"""How far a printed share may be off: half a per cent, less what its gaps and differences, printed too, add."""

Cells = dict[Address, EstimateRow]


def mark_ranged(
    rows: Iterable[EstimateRow],
    earlier: Iterable[EstimateRow],
    pairs: Mapping[str, str],
    study: Study,
    even: Collection[str] = (),
) -> Iterator[EstimateRow]:
    """Yield the rows, those marked that would give back a share shown as a range.

    Parameters
    ----------
    earlier
        Rows of the earlier round, marked.
    pairs
        Item → its item in the earlier round.
    even
        Audiences whose answers all weigh the same, so that shares are counts in disguise.
    """
    open_ = _without_sums(_without_silences(list(rows)), study, even)
    found = {place: replace(row, ranged=True) if _narrows(row, open_, study) else row for place, row in open_.items()}
    look = _Look(found, _by_item(earlier), pairs, study)
    for row in found.values():
        yield look.marked(row) if row.shown and not row.ranged else row


def _by_item(rows: Iterable[EstimateRow]) -> dict[tuple[str, ...], list[EstimateRow]]:
    """Return the rows by what they are of, whatever factor their item stands in."""
    found: dict[tuple[str, ...], list[EstimateRow]] = {}
    for row in rows:
        found.setdefault((row.measure, row.item, row.audience, row.domain, row.level), []).append(row)
    return found


def is_few(row: EstimateRow) -> bool:
    """Whether a share may be told only as a range."""
    return row.count is not None and bool(row.n) and not show_share(row.count, row.n or 0, row.estimate).exact


def _without_silences(rows: Sequence[EstimateRow]) -> list[EstimateRow]:
    """Withhold don't-know and refusal together: in a breakdown with a few, the figures; of everybody, the number of answers."""
    few = {
        (row.item, row.audience, row.domain) for row in rows if row.measure in SILENCES and row.shown and is_few(row)
    }
    marked = []
    for row in rows:
        if row.measure in SILENCES and (row.item, row.audience, row.domain) in few:
            marked.append(replace(row, ranged=bool(row.domain) and row.shown, sized=False))
        else:
            marked.append(row)
    return marked


def _without_sums(rows: Sequence[EstimateRow], study: Study, even: Collection[str]) -> Cells:
    """Withhold the shares that would give a few back by a sum: over the levels of a breakdown, or over a factor's questions."""
    found = {row.address: row for row in rows}
    groups: dict[tuple[str, str], list[EstimateRow]] = {}
    for row in rows:
        if row.measure == "share" and row.item and row.audience in even:
            groups.setdefault((row.factor or row.item, row.audience), []).append(row)
    for (factor, audience), shares in groups.items():
        if not any(row.shown and is_few(row) for row in shares):
            continue
        cells = {row.address: _cell(row, found, study) for row in shares if row.shown and row.n}
        ties = [*_over_levels(shares, cells), *_over_questions(found, shares, factor, audience, study)]
        secret, cut = withhold(cells, ties)
        for address in (*secret, *cut):
            found[address] = replace(found[address], ranged=True)
    return found


def _cell(row: EstimateRow, rows: Mapping[Address, EstimateRow], study: Study) -> ShareCell:
    n, shown = row.n or 0, show_share(row.count or 0, row.n or 0, row.estimate)
    if not shown.exact:
        return ShareCell(n, n * shown.low, n * shown.high, few=True)
    share, score = row.estimate or 0.0, rows.get(("score", *row.address[1:]))
    low, high = max(0.0, n * (share - _OFF)), min(float(n), n * (share + _OFF))
    good, bad = _worth(study, row.item)
    if score is None or not score.shown or not good or not bad:
        return ShareCell(n, low, high)
    mean = score.estimate or 0.0
    least = (mean - 0.05 - max(bad)) / max(max(good) - max(bad), 0.05)
    most = (mean + 0.05 - min(bad)) / max(min(good) - min(bad), 0.05)
    return ShareCell(n, low, high, least=min(low, n * max(0.0, least)), most=max(high, n * min(1.0, most)))


def _worth(study: Study, key: str) -> tuple[list[float], list[float]]:
    """Return what the favourable answers of a question are worth, and the others."""
    scale = study.scales[next(one for one in study.items if one.key == key).scale]
    good = [worth for code, worth in scale.scores.items() if code in scale.favourable]
    return good, [worth for code, worth in scale.scores.items() if code not in scale.favourable]


def _over_levels(shares: Sequence[EstimateRow], cells: Mapping[Address, ShareCell]) -> Iterator[Tie[Address]]:
    """Yield for each question and breakdown: the levels shown, and a rest that nobody sees, make up everybody."""
    for whole in shares:
        if whole.domain or whole.address not in cells:
            continue
        for domain in dict.fromkeys(row.domain for row in shares if row.item == whole.item and row.domain):
            parts = [row for row in shares if (row.item, row.domain) == (whole.item, domain) and row.address in cells]
            rest = max(0, (whole.n or 0) - sum(row.n or 0 for row in parts))
            yield Tie({**{row.address: 1.0 for row in parts}, whole.address: -1.0}, -float(rest), 0.0)


def _over_questions(
    found: Cells, shares: Sequence[EstimateRow], factor: str, audience: str, study: Study
) -> Iterator[Tie[Address]]:
    """Yield for each cell where everybody answered all questions of a factor: its share is the mean of theirs."""
    keys = _asked(study, factor, audience)
    for domain, level in dict.fromkeys((row.domain, row.level) for row in shares):
        whole = found.get(("share", "", factor, audience, domain, level))
        parts = [found.get(("share", key, factor, audience, domain, level)) for key in keys]
        known = [row for row in parts if row is not None and row.shown]
        if whole is None or not whole.shown or not known or len(known) < len(keys):
            continue
        if any(row.n != whole.n for row in known):
            continue
        answers, share = len(known) * (whole.n or 0), whole.estimate or 0.0
        terms = {row.address: 1.0 for row in known}
        yield Tie(terms, answers * (share - _OFF), answers * (share + _OFF), whole.address)


def _narrows(row: EstimateRow, rows: Mapping[Address, EstimateRow], study: Study) -> bool:
    """Whether a score leaves a few favourable (or unfavourable) answers less room than none to three people."""
    if row.ranged or not row.shown:
        return row.ranged
    if row.measure != "score" or not (row.item or row.factor):
        return False
    asked = [row.item] if row.item else _asked(study, row.factor, row.audience)
    cell = [rows.get(("share", key, row.factor, *row.address[3:])) for key in asked]
    shares = [share for share in cell if share is not None and share.shown]
    few = [share for share in shares if share.ranged or is_few(share)]
    if not few or len(shares) < len(asked) or any(share.n != row.n for share in shares):
        return False
    design = study.design
    # Drawn singly and unweighted, the interval gives the spread away, and mean and spread the few.
    if len(shares) == 1 and not (design.weights or design.strata or design.clusters):
        return True
    others = {share.item: rows[("score", *share.address[1:])].estimate or 0.0 for share in shares}
    off = 0.05 * (2 * len(shares) - 1)
    return any(
        not _leaves_room(
            share, len(shares) * (row.estimate or 0.0) - sum(others.values()) + others[share.item], off, study
        )
        for share in few
    )


def _leaves_room(share: EstimateRow, score: float, off: float, study: Study) -> bool:
    """Whether none as well as ``minimum_answers`` may stand on the few's side, where its question's mean is ``score`` ± ``off``."""
    good, bad = _worth(study, share.item)
    if not good or not bad:
        return True
    if (share.estimate or 0.0) > 0.5:
        score, good, bad = -score, [-one for one in bad], [-one for one in good]
    least = _HOUSE.minimum_answers / (share.n or 1)
    return score - off <= max(bad) and score + off >= least * min(good) + (1 - least) * min(bad)


def _asked(study: Study, factor: str, audience: str) -> list[str]:
    return [
        item.key
        for item in study.items
        if item.kind == "perception" and item.factor == factor and audience in item.audiences
    ]


@dataclass(frozen=True)
class _Look:
    now: Mapping[Address, EstimateRow]
    before: Mapping[tuple[str, ...], Sequence[EstimateRow]]
    pairs: Mapping[str, str]
    study: Study

    def marked(self, row: EstimateRow) -> EstimateRow:
        """Return the row, marked where one of the figures it compares, or the share it equals, is not told."""
        base, comparison = _split(row.measure)
        if comparison and base in SILENCES and not all(part.sized for part in self._parts(row, base, comparison)):
            return replace(row, ranged=True, sized=False)
        names = {base} if comparison else set()
        if base == "score" and row.item in self._binary:
            names.add("share")
        betrayed = any(
            part.ranged or (bool(row.item) and is_few(part))
            for name in names
            for part in self._parts(row, name, comparison)
        )
        return replace(row, ranged=True) if betrayed else row

    def _parts(self, row: EstimateRow, measure: str, comparison: str) -> Iterator[EstimateRow]:
        # Scores of other levels do not come out of a level's difference from all others, unless there is only one other.
        if comparison == "_difference" and measure == "score" and len(list(self._beside(row, measure))) != 2:
            return self.one(row, measure)
        return _PARTS[comparison](self, row, measure)

    @cached_property
    def _binary(self) -> frozenset[str]:
        worth = {key: len(set(scale.scores.values())) for key, scale in self.study.scales.items()}
        return frozenset(item.key for item in self.study.items if worth[item.scale] <= 2)

    @cached_property
    def _levels(self) -> Mapping[tuple[str, ...], Sequence[EstimateRow]]:
        found: dict[tuple[str, ...], list[EstimateRow]] = {}
        for place, row in self.now.items():
            found.setdefault(place[:5], []).append(row)
        return found

    def one(self, row: EstimateRow, measure: str, audience: str = "") -> Iterator[EstimateRow]:
        """Yield the share of the row's own round."""
        place = (measure, row.item, row.factor, audience or row.audience, row.domain, row.level)
        if place in self.now:
            yield self.now[place]

    def other(self, row: EstimateRow, measure: str, audience: str = "") -> Iterator[EstimateRow]:
        """Yield the share of the earlier round."""
        item = self.pairs.get(row.item, row.item)
        for found in self.before.get((measure, item, audience or row.audience, row.domain, row.level), ()):
            if item or found.factor == row.factor:
                yield found

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

    def _beside(self, row: EstimateRow, measure: str) -> Sequence[EstimateRow]:
        return self._levels.get((measure, row.item, row.factor, row.audience, row.domain), ())

    def beside(self, row: EstimateRow, measure: str) -> Iterator[EstimateRow]:
        """Yield the level's share, those of the other levels, and that of everyone else together."""
        yield from self._beside(row, measure)
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


_PARTS: Mapping[str, Callable[[_Look, EstimateRow, str], Iterator[EstimateRow]]] = {
    "": _Look.one,
    "_gap": _Look.both,
    "_change": _Look.over_time,
    "_gap_change": _Look.all_four,
    "_difference": _Look.beside,
}
