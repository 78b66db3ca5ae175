"""The guided mapping's first guess: columns by name, wording and labels; codes by label, then by value."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from danaya.engines.language import Text
from danaya.engines.tables.absences import propose_absence
from danaya.engines.tables.mapping import Absence, Code, Feed, TableMapping, Target
from danaya.engines.tables.spelling import as_number, decimal_mark, fold, raw_key
from danaya.engines.tables.table import Cell, Column, Table

THRESHOLD = 0.5
MOST_CODES = 500
_SURE_OF_EMPTY = ("name", "alias")
"""What proposes a column nobody answered: nothing vaguer than its name."""

_ROLE_NAMES: dict[str, re.Pattern[str]] = {
    "weight": re.compile(
        r"(withinwt|weights?|wt|wgt|pweight|poids|pond|ponderation|coef|coefficient|poids final|final weight|w ?final)"
    ),
    "psu": re.compile(
        r"(psu|upe|ea|ea ?code|cluster|cluster id|grappes?|zd|zone de denombrement|code ?zd|segment|section"
        r"|lieux?( du sondage| de collecte| d enquete)?|sites?( d enquete)?|point de collecte|survey (site|place))"
    ),
    "stratum": re.compile(r"(strat(a|e|um|es|ification)?|strates?)"),
    "identifier": re.compile(
        r"(respno|id|uuid|identifiant|identifier|respondent( id| number)?|numero|n|no|caseid|case id|instanceid|interview(er)? key)"
    ),
    "audience": re.compile(r"(audience|public|side|partie|groupe|group|population|questionnaire)"),
    "fpc": re.compile(r"(fpc|popsize|population size|taille de la population|n pop)"),
}


@dataclass(frozen=True, slots=True)
class _Known:
    """A target's names and words, folded once."""

    target: Target
    names: frozenset[str]
    aliases: frozenset[str]
    wordings: tuple[frozenset[str], ...]
    phrases: frozenset[str]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A column's name and label, folded once."""

    column: Column
    name: str
    label: str
    words: frozenset[str]
    labels: frozenset[str]


def propose(table: Table, targets: Sequence[Target]) -> TableMapping:
    """Return a first mapping of ``table`` to ``targets`` for a person to check.

    Each target gets the column that resembles it most (name, alias, label, wording, answers, usual name of its role),
    if it resembles it enough. An item's column feeds no other item; a region may be stratum and domain at once.
    Codes are matched by label without regard to accents and case, then by value; values that mean *no answer* are proposed
    from their labels, from what the file declares and from standing outside the scale. What cannot be guessed is left
    for :func:`apply` to point at.
    """
    known = [_know(target) for target in targets]
    seen = [_see(column) for column in table.columns]
    places = _index(seen)
    ranked = sorted(
        (
            (score, reason, place, rank)
            for rank, what in enumerate(known)
            for place in _candidates(what, places)
            for column in (seen[place],)
            for score, reason in (_resemblance(column, what),)
            if score >= THRESHOLD and (column.column.kind != "empty" or reason in _SURE_OF_EMPTY)
        ),
        key=lambda found: (-found[0], found[3], found[2]),
    )
    feeds: dict[int, Feed] = {}
    taken: set[int] = set()
    for score, reason, place, rank in ranked:
        target = known[rank].target
        if rank in feeds or (target.role == "item" and place in taken):
            continue
        feeds[rank] = propose_feed(seen[place].column, target, confidence=round(min(score, 1.0), 2), reason=reason)
        if target.role == "item":
            taken.add(place)
    return TableMapping(tuple(feeds[rank] for rank in sorted(feeds)))


def propose_feed(column: Column, target: Target, *, confidence: float = 1.0, reason: str = "person") -> Feed:
    """Return the feed of ``target`` by ``column``, with recodes and absences guessed: for a column a person has chosen."""
    distinct = [value for value in column.distinct() if value is not None]
    decimal = decimal_mark(value for value in distinct if isinstance(value, str))
    values = [*dict.fromkeys((*distinct, *column.value_labels))]
    if target.kind == "code" and target.codes:
        recodes, absences = _propose_codes(column, values, target)
    else:
        recodes, absences = {}, _propose_absences(column, values, target)
    return Feed(column.name, target.key, recodes, absences, decimal, confidence, reason)


def _know(target: Target) -> _Known:
    texts = list(target.name.values())
    return _Known(
        target=target,
        names=frozenset({fold(target.key)}),
        aliases=frozenset(map(fold, target.aliases)),
        wordings=tuple(frozenset(fold(text).split()) for text in texts),
        phrases=frozenset(filter(None, map(fold, texts))),
        labels=frozenset(fold(label) for text in target.codes.values() for label in text.values()),
    )


def _see(column: Column) -> _Seen:
    label = fold(column.label)
    name = fold(column.name)
    labels = column.value_labels.values() or [value for value in list(column.distinct())[:50] if isinstance(value, str)]
    return _Seen(column, name, label, frozenset((label or name).split()), frozenset(map(fold, labels)))


def _index(seen: Sequence[_Seen]) -> dict[str, set[int]]:
    """Return word → places of the columns that have it: a file of thousands of columns is not compared one by one."""
    places: dict[str, set[int]] = {}
    for place, column in enumerate(seen):
        roles = {f"{_ROLE}{role}" for role, pattern in _ROLE_NAMES.items() if pattern.fullmatch(column.name)}
        for word in {column.name, column.label, column.label.split(" ", 1)[0], *column.words, *column.labels, *roles}:
            places.setdefault(word, set()).add(place)
    return places


def _candidates(known: _Known, places: Mapping[str, set[int]]) -> set[int]:
    """Return the columns that have anything in common with a target."""
    words = known.names | known.aliases | known.phrases | known.labels
    role = f"{_ROLE}{known.target.role}"
    return set().union(*(places.get(word, ()) for word in (*words, *frozenset().union(*known.wordings), role)))


_ROLE = "role: "


def _resemblance(seen: _Seen, known: _Known) -> tuple[float, str]:
    """Return how much a column resembles a target (0–1, answers in common add a little) and in what."""
    answers = len(seen.labels & known.labels) / len(known.labels) if known.labels else 0.0
    for score, reason, holds in _SIGNS:
        if holds(seen, known):
            return score + 0.05 * answers, reason
    shared = max((_overlap(seen.words, words) for words in known.wordings), default=0.0)
    return 0.7 * shared + 0.2 * answers, "words"


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / len(first | second) if first and second else 0.0


def _has_role_name(seen: _Seen, known: _Known) -> bool:
    pattern = _ROLE_NAMES.get(known.target.role)
    return bool(pattern and pattern.fullmatch(seen.name))


_SIGNS: tuple[tuple[float, str, Callable[[_Seen, _Known], bool]], ...] = (
    (0.95, "name", lambda seen, known: seen.name in known.names),
    (0.94, "alias", lambda seen, known: seen.name in known.aliases),
    (0.90, "label", lambda seen, known: seen.label in known.phrases or seen.name in known.phrases),
    (0.80, "label", lambda seen, known: seen.label.split(" ", 1)[0] in known.names | known.aliases),
    (0.60, "role", _has_role_name),
)


def _propose_codes(
    column: Column, values: Sequence[Cell], target: Target
) -> tuple[dict[str, Code], dict[str, Absence]]:
    by_label = {
        value: code for value in values if (code := _code_by_label(_words(column, value), target.codes)) is not None
    }
    shifted = any(raw_key(value) != raw_key(code) for value, code in by_label.items() if as_number(value) is not None)
    by_value: dict[str, Code] = {} if shifted else {raw_key(code): code for code in target.codes}
    scale = _scale([*target.codes, *(value for value in by_label if not isinstance(value, str))])
    recodes: dict[str, Code] = {}
    absences: dict[str, Absence] = {}
    for value in values[:MOST_CODES]:
        key = raw_key(value)
        silence = target.absence_of(by_label[value]) if value in by_label else None
        if silence is not None and target.code_of(silence) == by_label[value]:
            absences[key] = silence
        elif value in by_label:
            recodes[key] = by_label[value]
        elif (absence := propose_absence(column, value, target, None)) is not None:
            absences[key] = absence
        elif key in by_value:
            recodes[key] = by_value[key]
        elif (absence := propose_absence(column, value, target, scale)) is not None:
            absences[key] = absence
    return recodes, absences


def _words(column: Column, value: Cell) -> str:
    label = column.value_labels.get(value, "")
    return label or (value if isinstance(value, str) else "")


def _code_by_label(words: str, codes: Mapping[Code, Text]) -> Code | None:
    if not words or as_number(words) is not None:
        return None
    same = _sameness(words)
    return next((code for code, text in codes.items() if any(same(fold(label)) for label in text.values())), None)


def _sameness(words: str) -> Callable[[str], bool]:
    """Return a test whether a folded label is ``words``; a letter that was lost (U+FFFD) may be any."""
    if "\ufffd" in words:
        pattern = re.compile("..?".join(re.escape(fold(piece)) for piece in words.split("\ufffd")))
        return lambda label: bool(pattern.fullmatch(label))
    folded = fold(words)
    return lambda label: label == folded


def _scale(codes: Sequence[Cell | Code]) -> tuple[float, float] | None:
    numbers = [number for code in codes if (number := as_number(code)) is not None]
    return (min(numbers), max(numbers)) if numbers else None


def _propose_absences(column: Column, values: Sequence[Cell], target: Target) -> dict[str, Absence]:
    found = {}
    for value in values[:MOST_CODES]:
        if target.kind == "text" and value not in column.value_labels:
            continue
        absence = propose_absence(column, value, target, None)
        if absence is not None:
            found[raw_key(value)] = absence
    return found
