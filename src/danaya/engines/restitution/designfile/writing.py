"""A :class:`Study` → the text of its DESIGN file; reading it back gives the same study."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from danaya.engines.language import LANGUAGES
from danaya.engines.perception import Design, Selection
from danaya.engines.restitution.study import Audience, Code, Domain, Item, Scale, Study

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_study(study: Study) -> str:
    """Return the DESIGN file of ``study``: what is left at its default is left out."""
    parts = [
        _lines(_head(study)),
        _section("design", _design(study.design)),
        *(_section(f"audiences.{_key(audience.key)}", _audience(audience)) for audience in study.audiences),
        *(_section(f"domains.{_key(domain.key)}", _domain(domain)) for domain in study.domains),
        *("[[derive]]\n" + _lines(derived.items()) for derived in study.derive),
        *(_section(f"scales.{_key(key)}", _scale(scale)) for key, scale in study.scales.items()),
        *("[[items]]\n" + _lines(_item(item, study)) for item in study.items),
    ]
    return "\n".join(part for part in parts if part)


Pairs = Iterator[tuple[str, object]]


def _section(name: str, pairs: Pairs) -> str:
    return f"[{name}]\n{_lines(pairs)}"


def _lines(pairs: object) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in pairs)  # type: ignore[attr-defined]


def _kept(*pairs: tuple[str, object]) -> Pairs:
    """Pairs whose value says something: not None, empty or false."""
    return ((key, value) for key, value in pairs if value is not None and value not in ("", (), {}, False))


def _head(study: Study) -> Pairs:
    return _kept(
        ("title", study.title),
        ("label", study.label),
        ("year", study.year),
        ("mode", study.mode),
        ("fieldwork", study.fieldwork),
        ("coverage", study.coverage),
        ("notice", study.notice),
        ("audience_column", study.audience_column),
    )


def _design(design: Design) -> Pairs:
    return _kept(
        ("strata", design.strata),
        ("clusters", design.clusters),
        ("nest", design.nest),
        ("weights", design.weights),
        ("fpc", design.fpc),
        ("lonely", design.lonely.value),
        ("domain_lonely", design.domain_lonely),
        ("selection", design.selection.value),
    )


def _audience(audience: Audience) -> Pairs:
    return _kept(
        ("name", audience.name),
        ("side", audience.side.value),
        ("values", audience.values),
        ("selection", audience.selection.value if audience.selection is not Selection.PROBABILITY else ""),
        ("target", audience.target),
        ("population", audience.population),
    )


def _domain(domain: Domain) -> Pairs:
    levels = _Rows({"code": code, "name": name} for code, name in domain.levels.items())
    return _kept(
        ("column", domain.column),
        ("name", domain.name),
        ("kind", domain.kind if domain.kind != "group" else ""),
        ("levels", levels),
    )


def _scale(scale: Scale) -> Pairs:
    silent = (*sorted(scale.dont_know, key=str), *sorted(scale.refusal, key=str), *sorted(scale.not_asked, key=str))
    codes = tuple(dict.fromkeys((*scale.labels, *scale.scores, *silent)))
    yield "answers", _Rows(dict(_answer(scale, code)) for code in codes)


def _answer(scale: Scale, code: Code) -> Pairs:
    yield "code", code
    if code in scale.scores:
        yield "score", _shortest(scale.scores[code])
    for name in ("favourable", "neutral", "dont_know", "refusal", "not_asked"):
        if code in getattr(scale, name):
            yield "is", name
    if scale.labels.get(code):
        yield "label", scale.labels[code]


def _item(item: Item, study: Study) -> Pairs:
    everyone = tuple(audience.key for audience in study.audiences)
    return _kept(
        ("key", item.key),
        ("column", item.column if item.column != item.key else ""),
        ("text", item.text),
        ("scale", item.scale),
        ("audiences", item.audiences if item.audiences != everyone else ()),
        ("factor", item.factor),
        ("kind", item.kind if item.kind != "perception" else ""),
        ("sensitive", item.sensitive),
        ("freely", item.freely),
        ("earlier", item.earlier),
        ("reworded", item.reworded),
    )


class _Rows(tuple[Mapping[str, object], ...]):
    """Inline tables written one a line."""

    __slots__ = ()


def _value(value: object) -> str:
    for kind, write in _WRITERS.items():
        if isinstance(value, kind):
            return write(value)
    raise TypeError(type(value))


def _listed(values: Sequence[object]) -> str:
    return "[" + ", ".join(_value(value) for value in values) + "]"


def _inline(table: Mapping[str, object]) -> str:
    words = list(table.values())
    if set(table) == set(LANGUAGES) and len(set(map(str, words))) == 1:
        return _value(words[0])
    return "{ " + ", ".join(f"{_key(key)} = {_value(value)}" for key, value in table.items()) + " }"


def _shortest(score: float) -> int | float:
    return int(score) if score.is_integer() else score


def _number(value: float) -> str:
    return str(int(value)) + ".0" if value == int(value) and abs(value) < 1e15 else repr(value)


def _key(key: str) -> str:
    plain = key.isascii() and key and all(mark.isalnum() or mark in "-_" for mark in key)
    return key if plain else _quoted(key)


def _quoted(text: str) -> str:
    marks = (
        _ESCAPES.get(mark) or (f"\\u{ord(mark):04x}" if ord(mark) < 32 or ord(mark) == 127 else mark) for mark in text
    )
    return '"' + "".join(marks) + '"'


def _rows(rows: _Rows) -> str:
    return "[\n" + "".join(f"  {_value(dict(row))},\n" for row in rows) + "]"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: str(value).lower(),
    float: _number,
    int: str,
    str: _quoted,
    _Rows: _rows,
    Mapping: _inline,
    Sequence: _listed,
}
"""By kind of value, the first that fits: true is an int in Python, a text a sequence."""
