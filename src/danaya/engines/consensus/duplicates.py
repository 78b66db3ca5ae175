"""Statements that say nearly the same, in French, in English or across the two: proposals for people who merge.

No model and nothing to download: words become concepts (:mod:`danaya.engines.consensus.lexicon`) and rare concepts weigh more. Statements are compared in
each language both have, so a translation that stands beside counts; where they have none in common, by the concepts both languages share.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from danaya.engines.consensus.lexicon import Senses, common_concepts, senses
from danaya.engines.consensus.statements import Statement

Table = NDArray[np.float32]
Reading = dict[str, Senses]
"""Language → what the statement says in it."""

THRESHOLD = 0.4
"""Least similarity proposed. Lower finds more and errs more often."""
_COMMON, _MOST_COMMON = 0.45, 2.5
"""A concept that is everywhere in the field (officer, office) weighs less, and no more than this however rare it is here."""
_WORD, _LONE_WORD = 0.6, 0.1
"""A word no concept holds weighs less; hardly at all when no other statement has it: it cannot be matched, and says little of sense."""
_CONTRARY = 0.15
"""Two statements are opposed when this share of what they have in common is meant the other way round."""
_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class NearDuplicate:
    """Two statements that may be one.

    ``similarity`` 0–1; ``opposite``: they speak of the same and want the contrary, so they must not be merged; ``languages``: those they were compared in
    (one each where they have none in common); ``common``: the concepts both hold, the most telling first.
    """

    first: str
    second: str
    similarity: float
    opposite: bool
    languages: tuple[str, ...]
    common: tuple[str, ...]


def near_duplicates(statements: Sequence[Statement], threshold: float = THRESHOLD) -> tuple[NearDuplicate, ...]:
    """Propose pairs that say nearly the same, or the contrary of the same, the most similar first.

    Similarity is twice the weight of the concepts both hold over the sum of the two weights (Dice 1945), averaged over the languages both have. Weights are
    the logarithm of the inverse frequency among the statements given (Spärck Jones 1972).
    """
    readings = [{language: senses(words, language) for language, words in each.text.items()} for each in statements]
    weights = _weights(readings)
    found = []
    for first, second, similarity in _alike(readings, weights, threshold):
        one, other = readings[first], readings[second]
        common = sorted(_all(one) & _all(other), key=lambda each: (-weights[each], each))
        names = tuple(each.removeprefix("~") for each in common)
        opposite, languages = _compare(one, other, weights)
        found.append(NearDuplicate(statements[first].id, statements[second].id, similarity, opposite, languages, names))
    return tuple(sorted(found, key=lambda each: (-each.similarity, each.first, each.second)))


def _all(reading: Reading) -> set[str]:
    return set().union(*reading.values())


def _weights(readings: Sequence[Reading]) -> dict[str, float]:
    """Concept → how much it tells statements apart."""
    weights = {}
    for concept, times in Counter(concept for reading in readings for concept in _all(reading)).items():
        weight = math.log((len(readings) + 1) / (times + 0.5))
        if concept in common_concepts():
            weight = _COMMON * min(weight, _MOST_COMMON)
        elif concept.startswith("~"):
            weight *= _WORD if times > 1 else _LONE_WORD
        weights[concept] = weight
    return dict(sorted(weights.items()))


def _alike(
    readings: Sequence[Reading], weights: dict[str, float], threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Yield the numbers of each pair with its similarity where that reaches the threshold, a block of rows at a time."""
    languages = sorted({language for reading in readings for language in reading})
    scale = np.fromiter(weights.values(), dtype=np.float32, count=len(weights))
    tables = [_table(readings, language, weights) for language in languages]
    has = np.array([[language in each for language in languages] for each in readings], dtype=np.float32)
    for start in range(0, len(readings), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        both = has[rows] @ has.T
        alike = sum((_dice(table[rows], table, scale) for table in tables), np.zeros_like(both)) / np.maximum(both, 1)
        if not both.all():
            across = [_dice(one[rows], other, scale) for one, other in product(tables, repeat=2) if one is not other]
            alike = np.where(both > 0, alike, np.maximum.reduce([np.zeros_like(both), *across]))
        for row, column in zip(*np.nonzero(alike >= threshold), strict=True):
            if row + start < column:
                yield int(row) + start, int(column), min(1.0, float(alike[row, column]))


def _table(readings: Sequence[Reading], language: str, weights: dict[str, float]) -> Table:
    numbers = {concept: number for number, concept in enumerate(weights)}
    table = np.zeros((len(readings), len(numbers)), dtype=np.float32)
    for row, reading in enumerate(readings):
        table[row, [numbers[concept] for concept in reading.get(language, {})]] = 1
    return table


def _dice(some: Table, others: Table, scale: Table) -> Table:
    """Similarity of each of some statements to each other one; 0 where one is empty in the language."""
    weighted = others * scale
    whole = (some @ scale)[:, None] + weighted.sum(axis=1)
    return np.asarray(2 * (some @ weighted.T) / np.maximum(whole, np.float32(1e-9)))


def _compare(one: Reading, other: Reading, weights: dict[str, float]) -> tuple[bool, tuple[str, ...]]:
    """Return whether the two are opposed in every language compared, and which those are."""
    shared = sorted(one.keys() & other.keys())
    pairs = [(language, language) for language in shared] or list(product(sorted(one), sorted(other)))
    opposed = all(_is_contrary(one[mine], other[theirs], weights) for mine, theirs in pairs)
    return opposed, tuple(shared) or (*sorted(one), *sorted(other))


def _is_contrary(one: Senses, other: Senses, weights: dict[str, float]) -> bool:
    """Whether enough of what both speak of is meant the other way round, and nothing is denied by both."""
    common = sorted(one.keys() & other.keys())
    if any(one[concept] == other[concept] == -1 for concept in common):
        return False
    contrary = sum(weights[concept] for concept in common if one[concept] != other[concept])
    return contrary > _CONTRARY * sum(weights[concept] for concept in common)
