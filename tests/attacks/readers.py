"""A reader of the workbook who solves inequalities: what its figures, taken together, say of a share shown as a range."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

from danaya.engines.publishing.document import Workbook
from danaya.engines.restitution import Analysis
from danaya.engines.restitution.documents.workbook import compose_workbook

Place = tuple[str, str]
"""Breakdown and level; both empty: everybody."""
Address = tuple[str, str, str, str, str]
"""Measure, item or factor, audience, breakdown, level."""
SILENCES = ("dont_know", "refusal")
RANGE = re.compile(r"(under|over|between) (\d+)(?: and (\d+))?")


def read_workbook(analysis: Analysis) -> dict[Address, tuple[object, int | None]]:
    """Return every figure of the English workbook with its n."""
    book: Workbook = compose_workbook(analysis, "en")
    audiences = {audience.name["en"]: audience.key for audience in analysis.study.audiences}
    levels = {
        f"{domain.name['en']}: {name['en']}": (domain.key, str(code))
        for domain in analysis.study.domains  # type: ignore[union-attr]
        for code, name in domain.levels.items()
    }
    told: dict[Address, tuple[object, int | None]] = {}
    for sheet in book.sheets:
        if len(sheet.heads) == 9:
            for key, _, audience, level, value, _, _, n, _ in sheet.rows:
                place = levels.get(str(level), ("", ""))
                told[sheet.name, str(key), audiences.get(str(audience), ""), *place] = (value, n)  # type: ignore[assignment]
    return told


def range_of(words: object) -> tuple[float, float] | None:
    """Return the share that ``under 5%``, ``over 95%`` or ``between 10 and 30%`` leaves open."""
    found = RANGE.match(str(words))
    if found is None:
        return None
    low, high = {
        "under": (0, found[2]),
        "over": (found[2], 100),
        "between": (found[2], found[3]),
    }[found[1]]
    return float(low) / 100, float(high) / 100


@dataclass
class System:
    """Unknown counts, and what is known of their sums."""

    places: dict[Hashable, int] = field(default_factory=dict)
    known: list[tuple[Mapping[Hashable, float], float, float]] = field(default_factory=list)

    def between(self, terms: Mapping[Hashable, float], low: float, high: float) -> None:
        """Note that the weighted sum of some counts lies from ``low`` to ``high``."""
        for place in terms:
            self.places.setdefault(place, len(self.places))
        self.known.append((terms, low, high))

    def bounds(self, wanted: list[Hashable]) -> dict[Hashable, tuple[float, float]]:
        """Return the least and the largest that each wanted count can be."""
        matrix = lil_matrix((2 * len(self.known), len(self.places)))
        right = np.zeros(2 * len(self.known))
        for row, (terms, low, high) in enumerate(self.known):
            for place, weight in terms.items():
                matrix[2 * row, self.places[place]] = weight
                matrix[2 * row + 1, self.places[place]] = -weight
            right[2 * row], right[2 * row + 1] = high + 1e-6, -low + 1e-6
        found: dict[Hashable, tuple[float, float]] = {}
        for place in wanted:
            goal = np.zeros(len(self.places))
            goal[self.places[place]] = 1.0
            least, most = (
                linprog(sign * goal, A_ub=matrix.tocsr(), b_ub=right, bounds=(0, None), method="highs")
                for sign in (1.0, -1.0)
            )
            found[place] = (float(least.fun), float("inf") if most.status == 3 else -float(most.fun))
        return found


class Reader:
    """Knows the workbook, the scales, who was asked what, and which breakdowns have a level for everybody."""

    def __init__(self, analysis: Analysis, whole: frozenset[str]) -> None:
        self.study = analysis.study
        self.told, self.whole, self.system = read_workbook(analysis), whole, System()
        self.items = {item.key: item for item in self.study.items}  # type: ignore[union-attr]
        self.cells: dict[tuple[str, str, str], list[Place]] = {}
        for measure, key, audience, *place in self.told:
            if measure in {"share", *SILENCES} and key in self.items and audience:
                self.cells.setdefault((measure, key, audience), []).append((place[0], place[1]))
        for cell, places in self.cells.items():
            for place in places:
                self._read(cell, place)
            self._add_levels(cell, places)
        for measure, key, audience in self.cells:
            if measure == "share":
                self._subtract_bases(key, audience)
                self._read_scores(key, audience)
        self._read_factors()

    def _yes(self, cell: tuple[str, str, str], place: Place) -> Hashable:
        return ("yes", *cell, *place)

    def _base(self, cell: tuple[str, str, str], place: Place) -> Hashable:
        measure, key, audience = cell
        return ("base", "said" if measure in SILENCES else "opinion", key, audience, *place)

    def _read(self, cell: tuple[str, str, str], place: Place) -> None:
        value, n = self.told[(*cell, *place)]
        yes, base = self._yes(cell, place), self._base(cell, place)
        self.system.between({yes: 1, base: -1}, -1e9, 0)
        if n is not None:
            self.system.between({base: 1}, n, n)
        ends = (value - 0.005, value + 0.005) if isinstance(value, float) else range_of(value)
        if ends is not None:
            self.system.between({yes: 1, base: -ends[0]}, 0, 1e9)
            self.system.between({yes: 1, base: -ends[1]}, -1e9, 0)

    def _add_levels(self, cell: tuple[str, str, str], places: list[Place]) -> None:
        for domain in {domain for domain, _ in places if domain}:
            rest = 0.0 if domain in self.whole else 1e9
            for count in (self._yes, self._base):
                terms = {count(cell, place): 1.0 for place in places if place[0] == domain}
                self.system.between({**terms, count(cell, ("", "")): -1.0}, -rest, 0)

    def _subtract_bases(self, key: str, audience: str) -> None:
        """Those who said anything, less those with an opinion, did not know or refused."""
        silent = [(measure, key, audience) for measure in SILENCES if (measure, key, audience) in self.cells]
        for place in self.cells["share", key, audience] if silent else ():
            terms = {self._yes(cell, place): -1.0 for cell in silent}
            bases = {self._base(silent[0], place): 1.0, self._base(("share", key, audience), place): -1.0}
            self.system.between({**terms, **bases}, 0, 0)

    def _codes(self, key: str, audience: str, place: Place) -> dict[object, Hashable]:
        scale = self.study.scales[self.items[key].scale]  # type: ignore[union-attr]
        return {code: ("code", key, audience, *place, code) for code in scale.scores}

    def _read_scores(self, key: str, audience: str) -> None:
        scale, cell = self.study.scales[self.items[key].scale], ("share", key, audience)  # type: ignore[union-attr]
        for place in self.cells[cell] if self.items[key].kind == "perception" else ():
            codes, base = self._codes(key, audience, place), self._base(cell, place)
            self.system.between({**dict.fromkeys(codes.values(), 1.0), base: -1.0}, 0, 0)
            good = {codes[code]: 1.0 for code in scale.favourable}
            self.system.between({**good, self._yes(cell, place): -1.0}, 0, 0)
            score, _ = self.told.get(("score", key, audience, *place), (None, None))
            if isinstance(score, float):
                worth = {codes[code]: value for code, value in scale.scores.items()}
                self.system.between({**worth, base: -(score + 0.05)}, -1e9, 0)
                self.system.between({**worth, base: -(score - 0.05)}, 0, 1e9)

    def _read_factors(self) -> None:
        """Where everybody answered all questions of a factor, its figures are the means of theirs."""
        for (measure, factor, audience, *spot), (value, n) in self.told.items():
            keys = [
                item.key
                for item in self.items.values()
                if item.factor == factor and item.kind == "perception" and audience in item.audiences
            ]
            place = (spot[0], spot[1])
            same = all(self.told.get(("share", key, audience, *place), (None, None))[1] == n for key in keys)
            if measure not in {"share", "score"} or not keys or factor in self.items or not same:
                continue
            if not isinstance(value, float) or n is None:
                continue
            terms: dict[Hashable, float] = {}
            for key in keys:
                scale = self.study.scales[self.items[key].scale]  # type: ignore[union-attr]
                codes = self._codes(key, audience, place)
                good = {codes[code]: 1.0 for code in scale.favourable}
                terms |= good if measure == "share" else {codes[code]: worth for code, worth in scale.scores.items()}
            off = 0.005 if measure == "share" else 0.05
            self.system.between(terms, len(keys) * n * (value - off), len(keys) * n * (value + off))

    def learn(self) -> dict[Address, tuple[float, float]]:
        """Return for each share told as a range what counts the reader is left with."""
        ranged = {
            address: self._yes(address[:3], address[3:])
            for address, (value, _) in self.told.items()
            if address[:3] in self.cells and range_of(value) is not None
        }
        found = self.system.bounds(list(ranged.values()))
        return {address: found[place] for address, place in ranged.items()}
