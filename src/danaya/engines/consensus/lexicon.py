"""What a statement is about: the concepts its words stand for, and which way each is meant."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Senses = Mapping[str, int]
"""Concept (or ``~`` and the beginning of a word no concept holds) → 1, or −1 where it is denied, reduced or its opposite is meant."""

_NOT = "not"
_NEGATION = "\N{NOT SIGN}"
_CLAUSES = re.compile(r"[.,;:!?()\[\]…–—]")
_WORDS = re.compile(r"[^\W_]+")
_LONGEST_ENTRY = 6
_SHORTEST_ROOT = 3
_KEPT_LETTERS = 6
"""By so many first letters a word that no concept holds is known again: inflections and cognates differ behind them."""
_REACH = 5
"""Within so many words after its opening a French negation closes."""

Found = tuple[str, int]
"""Concept and direction."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: entries and roots (beginnings of words) → concept and direction; and its small words."""

    entries: Mapping[tuple[str, ...], Found] = field(default_factory=dict)
    roots: Mapping[tuple[str, ...], Found] = field(default_factory=dict)
    function_words: frozenset[str] = frozenset()
    clause_ends: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    closings: frozenset[str] = frozenset()
    exceptions: frozenset[str] = frozenset()

    def longest(self, words: Sequence[str], place: int) -> tuple[int, Found] | None:
        """Return the length and the meaning of the longest entry that begins at ``place``."""
        for length in range(min(_LONGEST_ENTRY, len(words) - place), 0, -1):
            head, last = tuple(words[place : place + length - 1]), words[place + length - 1]
            found = self.entries.get((*head, last)) or self.entries.get((*head, _singular(last)))
            for cut in range(len(last), _SHORTEST_ROOT - 1, -1):
                found = found or self.roots.get((*head, last[:cut]))
            if found:
                return length, found
        return None


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """Return the lexicon of each language that has one."""
    return {language: _lexicon(language) for language in _data()["function_words"]}


@cache
def common_concepts() -> frozenset[str]:
    """Return the concepts that tell statements apart least (officer, office, goods, …)."""
    return frozenset(concept["name"] for concept in _data()["concepts"] if concept.get("common"))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "concepts.toml").read_text("utf-8"))


def _lexicon(language: str) -> Lexicon:
    entries: dict[tuple[str, ...], Found] = {}
    roots: dict[tuple[str, ...], Found] = {}
    for concept in _data()["concepts"]:
        for written in concept[language].split():
            direction = -1 if written.startswith("-") else 1
            target = roots if written.endswith("*") else entries
            target[tuple(written.strip("-*").split("_"))] = (concept["name"], direction)
    names = ("function_words", "clause_ends", "negations", "openings", "closings", "exceptions")
    return Lexicon(entries, roots, **{name: frozenset(_data()[name][language].split()) for name in names})


def senses(text: str, language: str) -> Senses:
    """Return what ``text`` is about; in a language without a lexicon, word by word and without directions."""
    lexicon, found = lexicons().get(language, Lexicon()), dict[str, int]()
    for words in _clauses(text, lexicon):
        for concept, direction in _Clause(lexicon, words).read().items():
            found.setdefault(concept, direction)
    return found


def _clauses(text: str, lexicon: Lexicon) -> Iterator[list[str]]:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("n't", " not"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for part in _CLAUSES.split(plain):
        words: list[str] = []
        for word in _WORDS.findall(part):
            if word in lexicon.clause_ends:
                yield words
                words = []
            else:
                words.append(word)
        yield words


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word[-2] != "s" else word


class _Clause:
    """The words of a clause read from left to right, with the direction that holds at each place."""

    def __init__(self, lexicon: Lexicon, words: list[str]) -> None:
        self._lexicon = lexicon
        self._words = _with_negations(words, lexicon)
        self._found: dict[str, int] = {}
        self._direction = 1
        self._negated = False
        self._open = False
        """Whether something that turns the sense round still waits for what it turns."""

    def read(self) -> Senses:
        """Return concept → direction; where a clause gives both, the denial counts (delays … too long)."""
        place = 0
        while place < len(self._words):
            place += self._step(place)
        if self._open:  # "the checkpoints must be abolished": it stands behind what it turns
            self._found = {concept: -direction for concept, direction in self._found.items()}
        return self._found

    def _step(self, place: int) -> int:
        word = self._words[place]
        if word == _NEGATION:
            self._negate()
            return 1
        length, (concept, direction) = self._lexicon.longest(self._words, place) or (1, ("", 1))
        if concept == _NOT:
            self._turn(word)
        elif concept:
            self._add(concept, direction)
        elif word not in self._lexicon.function_words and len(word) > 1:
            self._add("~" + _singular(word)[:_KEPT_LETTERS], 1)
        return length

    def _negate(self) -> None:
        if not self._negated:
            self._direction, self._negated, self._open = -self._direction, True, True

    def _turn(self, word: str) -> None:
        if self._negated and word in self._lexicon.exceptions:  # "no payment without a receipt"
            self._found = dict.fromkeys(self._found, 1)
        self._direction, self._open = -self._direction, True

    def _add(self, concept: str, direction: int) -> None:
        self._found[concept] = min(self._direction * direction, self._found.get(concept, 1))
        self._open = False


def _with_negations(words: list[str], lexicon: Lexicon) -> list[str]:
    """Return the words with one mark for each negation, where it begins."""
    marked: list[str] = []
    closing = -1
    for place, word in enumerate(words):
        behind = words[place + 1 : place + 1 + _REACH]
        ends = [number for number, each in enumerate(behind, place + 1) if each in lexicon.closings]
        if word in lexicon.openings:
            closing = ends[0] if ends else closing
            marked += [_NEGATION] if ends else []
        elif place != closing:
            marked.append(_NEGATION if word in lexicon.negations else word)
    return marked
