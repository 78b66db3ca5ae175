"""Reading a record that anyone may have written: bounded, strict, and refused in words."""

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from danaya.engines.seals.canonical import Canonical
from danaya.engines.seals.chain import Head, Link
from danaya.engines.seals.plan import Article, Fields, Part, PlanText, Prose, Value
from danaya.engines.seals.record import FORM, VERSION, Record, loads_strictly
from danaya.engines.seals.refusals import refuse
from danaya.engines.seals.register import Opening

LARGEST = 32 * 1024**2
"""Bytes of a record, or of the page that holds one."""
DEEPEST = 16
"""Levels of lists and mappings within each other; a record needs eight."""
MOST_BRACKETS, MOST_COMMAS = 1_000_000, 3_000_000
"""Elements: sixteen million bytes of empty lists would take half a gigabyte once read."""

Source = bytes | str | Path | Mapping[str, object]
"""A file's content, its text, its path, or what its JSON says."""

Read = TypeVar("Read")


def take(source: object) -> str | Mapping[str, object]:
    """Return the text of a record's file, read no further than it may be long; a mapping is returned as it is.

    Raises
    ------
    Problem
        ``record-too-large``, ``record-absent``, ``record-unreadable`` (no UTF-8, nothing that can hold a record).
    """
    if isinstance(source, Mapping):
        return source
    content = _content_of(source) if isinstance(source, Path) else source
    if isinstance(content, str | bytes | bytearray) and len(content) > LARGEST:
        raise refuse("record-too-large", most=LARGEST // 1024**2)
    if isinstance(content, str):
        return content
    if not isinstance(content, bytes | bytearray):
        raise refuse("record-unreadable")
    try:
        return bytes(content).removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        raise refuse("record-unreadable") from None


def read_record(source: object) -> Record:
    """Return the record that a source holds.

    Parameters
    ----------
    source
        See ``Source``; anything else is refused.

    Raises
    ------
    Problem
        ``record-too-large``, ``record-too-deep``, ``record-absent``, ``record-unreadable`` (with where), ``record-version``.
    """
    taken = take(source)
    content = _parse(taken) if isinstance(taken, str) else taken
    if _too_deep(content):
        raise refuse("record-too-deep")
    if not isinstance(content, Mapping) or content.get("form") != FORM:
        raise refuse("record-unreadable")
    if content.get("version") != VERSION or type(content["version"]) is not int:
        raise refuse("record-version", version=_shown(content.get("version")))
    return _record(content)


def _content_of(path: Path) -> bytes:
    """Read one byte more than allowed at most: the length tells, however the file grows meanwhile."""
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except (OSError, ValueError):
        raise refuse("record-absent") from None


def _parse(text: str) -> object:
    if text.count("[") + text.count("{") > MOST_BRACKETS or text.count(",") > MOST_COMMAS:
        raise refuse("record-too-deep")
    try:
        return loads_strictly(text)
    except RecursionError:
        raise refuse("record-too-deep") from None
    except ValueError:
        raise refuse("record-unreadable") from None


def _too_deep(content: object) -> bool:
    """Tell whether lists and mappings nest beyond ``DEEPEST``, level by level so that depth costs no stack.

    A whole number beyond 64 bits counts as too deep: none is foreseen, and writing one can take for ever.
    """
    level = [content]
    for _ in range(DEEPEST):
        level = [inner for outer in level if isinstance(outer, Mapping | list | tuple) for inner in _inside(outer)]
        if len(level) > MOST_COMMAS or any(isinstance(one, int) and one.bit_length() > 64 for one in level):
            return True
    return bool(level)


def _shown(version: object) -> str:
    return str(version)[:20] if isinstance(version, str | int) else "?"


def _inside(outer: Mapping[str, object] | list[object] | tuple[object, ...]) -> list[object]:
    return list(outer.values()) if isinstance(outer, Mapping) else list(outer)


def _record(content: Mapping[str, object]) -> Record:
    found = _keys(content, "form version plan table digest entries head openings", "")
    return Record(
        plan=None if found["plan"] is None else _plan(found["plan"], "plan"),
        table=_each(found["table"], "table", _part),
        digest=_text(found["digest"], "digest"),
        links=_each(found["entries"], "entries", _link),
        head=_head(found["head"], "head"),
        openings=_each(found["openings"], "openings", _opening),
    )


def _plan(value: object, where: str) -> PlanText:
    found = _keys(value, "title facts history articles", where)
    return PlanText(
        title=_prose(found["title"], f"{where}.title"),
        facts=_fields(found["facts"], f"{where}.facts"),
        articles=_each(found["articles"], f"{where}.articles", _article),
        history=None if found["history"] is None else _head(found["history"], f"{where}.history"),
    )


def _article(value: object, where: str) -> Article:
    found = _keys(value, "name heading fields", where)
    return Article(
        _text(found["name"], where), _prose(found["heading"], where), _fields(found["fields"], f"{where}.fields")
    )


def _fields(value: object, where: str) -> Fields:
    pairs = _each(value, where, _pair)
    return tuple((_prose(label, where), _value(inner, where)) for label, inner in pairs)


def _value(value: object, where: str) -> Value:
    if isinstance(value, list | tuple):
        return [_leaf(item, where) for item in value]
    return _leaf(value, where)


def _leaf(value: object, where: str) -> Prose | int:
    return value if isinstance(value, int) and not isinstance(value, bool) else _prose(value, where)


def _prose(value: object, where: str) -> Prose:
    if isinstance(value, Mapping):
        return {_text(key, where): _text(text, where) for key, text in value.items()}
    return _text(value, where)


def _part(value: object, where: str) -> Part:
    name, digest = _pair(value, where)
    return Part(_text(name, where), _text(digest, where))


def _link(value: object, where: str) -> Link:
    found = _keys(value, "place previous payload digest", where)
    return Link(
        _whole(found["place"], where),
        _text(found["previous"], where),
        _payload(found["payload"], f"{where}.payload"),
        _text(found["digest"], where),
    )


def _payload(value: object, where: str) -> Canonical:
    """Return what an entry says; which values can be sealed is told when its digest is made."""
    if not isinstance(value, Mapping):
        raise refuse("record-unreadable", where)
    return {_text(key, where): inner for key, inner in value.items()}


def _head(value: object, where: str) -> Head:
    found = _keys(value, "length digest", where)
    return Head(_whole(found["length"], where), _text(found["digest"], where))


def _opening(value: object, where: str) -> Opening:
    found = _keys(value, "place field salt text", where)
    texts = (_text(found[key], where) for key in ("field", "salt", "text"))
    return Opening(_whole(found["place"], where), *texts)


def _keys(value: object, names: str, where: str) -> Mapping[str, object]:
    """Return a mapping that has these keys and no other: what nobody checks is not carried."""
    if not isinstance(value, Mapping) or set(value) != set(names.split()):
        raise refuse("record-unreadable", where)
    return value


def _each(value: object, where: str, read: Callable[[object, str], Read]) -> tuple[Read, ...]:
    if not isinstance(value, list | tuple):
        raise refuse("record-unreadable", where)
    return tuple(read(item, f"{where}[{place}]") for place, item in enumerate(value))


def _pair(value: object, where: str) -> tuple[object, object]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise refuse("record-unreadable", where)
    return value[0], value[1]


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise refuse("record-unreadable", where)
    return value


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse("record-unreadable", where)
    return value
