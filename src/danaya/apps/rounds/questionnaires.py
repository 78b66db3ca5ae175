"""An administration's own questionnaire in a table (a list of questions, or an XLSForm) → questions of a codebook."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from danaya.apps.rounds.targets import code_like
from danaya.engines.framework import AnswerScale, load_bank, load_factors
from danaya.engines.language import Text, in_language
from danaya.engines.tables import Table, raw_key
from danaya.engines.tables.spelling import fold

PARTS = ("key", "fr", "en", "factor", "audiences", "scale", "sensitive")
"""What a column of the table can hold, by the names of the mapping."""
BOTH = "both"
OWN, RISING, FALLING = "own:", "own+:", "own-:"
"""Prefixes of a scale whose answers stand in the file's own list: without scores, the last answer best, the first best."""
LEFT = "-"
"""Stands for a scale whose questions are left aside: answers in words, dates, places."""
ASKED = "select_one "

_HEADS: Mapping[str, re.Pattern[str]] = {
    "key": re.compile(
        r"(key|cle|code|numero|number|no|n|name|(question )?number|(numero|n) d[eu] (la )?question|variable|id|item)"
    ),
    "en": re.compile(r"(en|english|anglais|label english.*|label en|text|question en|wording en)"),
    "fr": re.compile(
        r"(fr|francais|french|label french.*|label francais.*|label fr|libelle.*|question|questions|texte|intitule|enonce|label|wording)"
    ),
    "factor": re.compile(r"(factor|facteur|facteur cle|key factor|dimension|theme|axe)"),
    "audiences": re.compile(r"(audiences?|publics?|asked of|posee?s? (a|aux)|pose a|groupe|respondents?|repondants?)"),
    "scale": re.compile(r"(scale|echelle|type|type de reponse|answer type|reponses|modalites)"),
    "sensitive": re.compile(r"(sensitive|sensible)"),
}
_LIKELY: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r".*\b(english|anglais)\b.*"),
    "factor": re.compile(r".*\b(factors?|facteurs?|dimensions?|themes?)\b.*"),
    "audiences": re.compile(r".*\b(publics?|audiences?|posees? (a|aux)|cibles?|asked of|repondants?|respondents?)\b.*"),
    "scale": re.compile(
        r".*\b(echelles?|scales?|type de question|options|choix|modalites?)\b.*|reponses?( possibles)?|answers?"
    ),
    "sensitive": re.compile(r".*\b(sensibles?|sensitive)\b.*"),
    "fr": re.compile(
        r".*\b(questions?|enonces?|intitules?|libelles?|formulations?|textes?|wordings?|francais|french)\b.*"
    ),
}
"""What a heading is likely to be where no other column is called exactly so."""
_SEPARATED = re.compile(r"\s*[/;|]\s*")
_SIDES: Mapping[str, frozenset[str]] = {
    "officials": frozenset(
        {"douane", "douanes", "douaniers", "customs", "officials", "officers", "agents", "fonctionnaires", "agent"}
    ),
    "private": frozenset({"prive", "privee", "private", "entreprises", "business", "operateurs", "traders", "usagers"}),
}
_TWO = frozenset({"both", "tous", "deux", "all", "les deux", "tout"})
_YES = frozenset({"1", "oui", "yes", "o", "y", "x", "true", "vrai"})


@dataclass(frozen=True, slots=True)
class QuestionMapping:
    """Which column holds which part, and what values of factor, audience and scale stand for.

    ``scale`` and ``audience`` hold where no column says so. ``choices``: name of a list → its answers, from an XLSForm.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    scale: str = "agreement"
    audience: str = BOTH
    choices: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values that JSON keeps."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> "QuestionMapping":
        """Return the mapping that :meth:`to_dict` saved."""
        return cls(**{name: saved[name] for name in cls.__slots__ if name in saved})


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """One question as the table gives it; ``problems`` are names of what is not understood."""

    row: int
    key: str
    text: Text
    factor: str
    audiences: tuple[str, ...]
    scale: str
    sensitive: bool
    problems: tuple[str, ...] = ()


def propose_questions(table: Table, choices: Mapping[str, Sequence[Mapping[str, Any]]]) -> QuestionMapping:
    """Return a first mapping for a person to check. ``choices``: the lists of answers of an XLSForm."""
    columns = dict.fromkeys(_HEADS, "")
    for patterns in (_HEADS, _LIKELY):
        for part, pattern in patterns.items():
            free = [name for name in table.names if name not in columns.values()]
            columns[part] = columns[part] or next((name for name in free if pattern.fullmatch(fold(name))), "")
    return with_values(table, QuestionMapping(columns=columns, choices=choices))


def is_form(table: Table, mapping: QuestionMapping) -> bool:
    """Whether the table is the sheet *survey* of an XLSForm."""
    return any(raw.startswith(ASKED) for raw in values_of(table, mapping.columns.get("scale", "")))


def with_values(table: Table, mapping: QuestionMapping) -> QuestionMapping:
    """Return the mapping with a proposal for each value of factor, audience and scale that it does not know yet."""
    scales = values_of(table, mapping.columns.get("scale", ""))
    if is_form(table, mapping):
        choices, scales = dict(mapping.choices), [raw for raw in scales if raw.startswith(ASKED)]
    else:
        choices = {raw: listed for raw in scales if (listed := listed_answers(raw))}
    scored = scales_with_factor(table, mapping)

    def scale_of(raw: str) -> str:
        found = propose_scale(raw, choices)
        return "" if found.startswith(OWN) and raw in scored else found  # whether it has scores is for a person to say

    proposals: Mapping[str, tuple[Sequence[str], Callable[[str], str]]] = {
        "factors": (values_of(table, mapping.columns.get("factor", "")), propose_factor),
        "audiences": (values_of(table, mapping.columns.get("audiences", "")), propose_audience),
        "scales": (scales, scale_of),
    }
    known = {
        name: {raw: getattr(mapping, name).get(raw) or guess(raw) for raw in raws}
        for name, (raws, guess) in proposals.items()
    }
    return QuestionMapping(mapping.columns, scale=mapping.scale, audience=mapping.audience, choices=choices, **known)


def listed_answers(raw: str) -> list[dict[str, Any]]:
    """Return the answers that a cell lists (``Yes / No``), numbered from 1; none where it lists none."""
    words = [piece for piece in _SEPARATED.split(raw.strip()) if piece]
    return [{"code": place + 1, "label": _both(word, "")} for place, word in enumerate(words)] if len(words) > 1 else []


def scales_with_factor(table: Table, mapping: QuestionMapping) -> set[str]:
    """Return the values of the column of scales whose questions belong to a key factor."""
    scale, factor = mapping.columns.get("scale", ""), mapping.columns.get("factor", "")
    if scale not in table.names or factor not in table.names:
        return set()
    pairs = zip(table.column(scale).values, table.column(factor).values, strict=True)
    return {raw_key(raw) for raw, named in pairs if named is not None}


def values_of(table: Table, name: str) -> list[str]:
    """Return the distinct values of a column; none where there is no such column."""
    if name not in table.names:
        return []
    return [raw_key(cell) for cell in table.column(name).distinct() if cell is not None]


def propose_factor(raw: str) -> str:
    """Return the key factor that a value names, by number, key or name; empty where none."""
    words = re.sub(r"^(?:facteur|factor|f)?\s*(\d{1,2})\b\s*", r"\1 ", fold(raw)).strip()
    number, _gap, rest = words.partition(" ")
    for factor in load_factors():
        names = {fold(factor.key), *map(fold, factor.name.values()), *map(fold, factor.heading.values())}
        if words in names or rest in names or (not rest and number == str(factor.number)):
            return factor.key
    return ""


def propose_audience(raw: str) -> str:
    """Return the audience a value names, ``both``, or nothing."""
    words = set(fold(raw).split())
    named = [key for key, known in _SIDES.items() if words & known]
    if len(named) == 2 or fold(raw) in _TWO or words & _TWO:
        return BOTH
    return named[0] if named else ""


def propose_scale(raw: str, choices: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return the scale a value names: one of the bank, by key or by the same answers, or the file's own list, unscored.

    Where the same answers make several scales of the bank, the one that rises to its last answer is proposed; of yes and
    no, which may be best either way, none.
    """
    scales = load_bank().scales
    if raw in scales:
        return raw
    name = raw.removeprefix(ASKED).strip()
    listed = choices.get(name)
    if listed is None:
        return ""
    same = [key for key, scale in scales.items() if same_answers(scale, listed)]
    if not same:
        return OWN + name
    rising = [key for key in same if len(scales[key].scores) > 2 and list(scales[key].scores.values())[-1] == 10]
    return next(iter(rising if len(same) > 1 else same), "")


def same_answers(scale: AnswerScale, listed: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a list of choices holds the scored answers of a scale, in any language."""
    known = [{fold(label) for label in scale.labels[code].values()} for code in scale.scores]
    there = {fold(label) for choice in listed for label in choice["label"].values()}
    return bool(known) and all(labels & there for labels in known)


def read_choices(table: Table) -> dict[str, list[dict[str, Any]]]:
    """Return the lists of answers of an XLSForm's sheet *choices*."""
    heads = {fold(name): name for name in table.names}
    list_name, code_name = heads.get("list name"), heads.get("name") or heads.get("value")
    if not list_name or not code_name:
        return {}
    french = _label_column(heads, "fr") or _label_column(heads, "")
    english = _label_column(heads, "en")
    lists: dict[str, list[dict[str, Any]]] = {}
    for index in range(table.height):
        cells = {name: raw_key(table.column(column).values[index]) for name, column in heads.items()}
        list_key, code = cells[fold(list_name)], cells[fold(code_name)]
        if list_key and code:
            label = _both(cells.get(fold(french or ""), ""), cells.get(fold(english or ""), ""))
            lists.setdefault(list_key, []).append(
                {"code": int(code) if code.lstrip("-").isdigit() else code, "label": label}
            )
    return lists


def _label_column(heads: Mapping[str, str], language: str) -> str | None:
    if not language:
        return heads.get("label")
    names = (name for head, name in heads.items() if head.startswith("label") and head.split()[-1] == language)
    long = {"fr": ("label francais", "label french"), "en": ("label english", "label anglais")}[language]
    return next(names, None) or next((heads[head] for head in heads if head.startswith(long)), None)


def _both(french: str, english: str) -> dict[str, str]:
    return {"fr": french or english, "en": english or french}


def read_questions(table: Table, mapping: QuestionMapping, audiences: Sequence[str]) -> Iterator[ReadQuestion]:
    """Yield the questions of the table in its order; rows without wording, and XLSForm rows that ask nothing, are passed over."""
    seen: set[str] = set()
    form = is_form(table, mapping)
    for index in range(table.height):
        cells = {part: _cell(table, mapping.columns.get(part, ""), index) for part in PARTS}
        asks_nothing = form and not cells["scale"].startswith(ASKED)
        if not (cells["fr"] or cells["en"]) or asks_nothing or mapping.scales.get(cells["scale"]) == LEFT:
            continue
        yield _question(table.row_numbers[index], cells, mapping, audiences, seen)


def _question(
    row: int, cells: Mapping[str, str], mapping: QuestionMapping, audiences: Sequence[str], seen: set[str]
) -> ReadQuestion:
    key = code_like(cells["key"]) or f"q{row}"
    key = f"q{key}" if key[0].isdigit() else key
    asked = mapping.audiences.get(cells["audiences"], "") if cells["audiences"] else mapping.audience
    scale = mapping.scales.get(cells["scale"], "") if cells["scale"] else mapping.scale
    named = tuple(audiences) if asked == BOTH else tuple(one for one in audiences if one == asked)
    problems = [
        *(["key"] if key in seen else []),
        *(["factor"] if cells["factor"] and not mapping.factors.get(cells["factor"]) else []),
        *(["audiences"] if not named else []),
        *(["scale"] if not scale else []),
    ]
    seen.add(key)
    return ReadQuestion(
        row=row,
        key=key,
        text=_both(cells["fr"], cells["en"]),
        factor=mapping.factors.get(cells["factor"], "").replace("-", ""),
        audiences=named,
        scale=scale,
        sensitive=fold(cells["sensitive"]) in _YES,
        problems=tuple(problems),
    )


def _cell(table: Table, name: str, index: int) -> str:
    return raw_key(table.column(name).values[index]).strip() if name in table.names else ""


def own_scale(listed: Sequence[Mapping[str, Any]], kind: str = OWN) -> list[dict[str, Any]]:
    """Return the codes of a scale made from a file's own list.

    ``kind``: :data:`OWN` without scores; :data:`RISING` in even steps from the first answer (0) to the last (10);
    :data:`FALLING` the other way round.
    """
    from danaya.engines.tables import Absence, absence_by_label  # noqa: PLC0415  # slow import

    roles = [absence_by_label(in_language(choice["label"], "fr")) for choice in listed]
    said = [place for place, role in enumerate(roles) if role is None]
    ranked = {OWN: [], RISING: said, FALLING: said[::-1]}[kind]
    steps = {place: 10 * rank / max(len(ranked) - 1, 1) for rank, place in enumerate(ranked)}
    silent = {Absence.DONT_KNOW: "dont_know", Absence.REFUSAL: "refusal"}
    return [
        {
            "code": choice["code"],
            "label": dict(choice["label"]),
            "score": steps.get(place),
            "role": silent.get(role, "not_asked") if role is not None else _role(steps.get(place)),
        }
        for place, (choice, role) in enumerate(zip(listed, roles, strict=True))
    ]


def _role(score: float | None) -> str:
    if score == 5:
        return "neutral"
    return "favourable" if score is not None and score > 5 else "unfavourable"


def split_own(key: str) -> tuple[str, str]:
    """Return (prefix, name of the list) of a scale from the file's own lists; two empty words for one of the bank."""
    prefix = next((prefix for prefix in (OWN, RISING, FALLING) if key.startswith(prefix)), "")
    return prefix, key.removeprefix(prefix) if prefix else ""
