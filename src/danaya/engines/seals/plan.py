"""The text that both sides sign, and its digest: made article by article, so that a change can be told where it stands."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from danaya.engines.language import Text
from danaya.engines.seals.canonical import Canonical, canonical
from danaya.engines.seals.chain import Head
from danaya.engines.seals.digests import digest
from danaya.engines.seals.refusals import refuse

FORM = "danaya plan 1"
PREAMBLE = ""
"""Name of the part that holds everything but the articles."""

Prose = str | Text
"""A text, or the same text in several languages; all of them are signed."""

Leaf = Prose | int | datetime.date
Value = Leaf | list[Leaf] | tuple[Leaf, ...]
Fields = tuple[tuple[Prose, Value], ...]
"""Label and value, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Article:
    """One commitment as it is signed: its reference, its heading, what it says."""

    name: str
    heading: Prose
    fields: Fields = ()


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it is signed. ``history``: the end of the register when the text was fixed, so that it is signed too."""

    title: Prose
    facts: Fields
    articles: tuple[Article, ...]
    history: Head | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a plan and the digest of its text: the preamble (named ``""``) or an article."""

    name: str
    digest: str


def fixed(value: object, where: str = "") -> Canonical:
    r"""Return ``value`` in the one form in which it is signed.

    Parameters
    ----------
    value
        Text, truth values, None, whole numbers, dates, moments with a time zone, lists, and mappings with text keys.

    Returns
    -------
    Canonical
        Texts in NFC with ``\n`` for every line end (CR LF, CR, vertical tab, form feed, U+0085, U+2028, U+2029);
        dates as ``2026-11-26``, moments in UTC as ``2026-11-26T14:30:00Z``.

    Raises
    ------
    Problem
        ``value-not-signable`` (floats, NaN, decimals, bytes, anything else), ``moment-without-zone``, ``text-not-visible``
        (a sign without ink, or one that turns the order of letters: what is read would not be what is signed).
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _fixed_text(value, where)
    if isinstance(value, datetime.date):
        return _fixed_day(value, where)
    if isinstance(value, list | tuple):
        return [fixed(item, f"{where}[{place}]") for place, item in enumerate(value)]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {_fixed_text(key, where): fixed(item, f"{where}.{key}") for key, item in value.items()}
    raise refuse("value-not-signable", where, kind=type(value).__name__)


def plan_content(plan: PlanText) -> dict[str, Canonical]:
    """Return the whole text in its one form, as a record carries it.

    Raises
    ------
    Problem
        As ``fixed``; ``article-twice``, ``article-unnamed``, ``field-not-readable``.
    """
    return {**_preamble(plan), "articles": [_article(article) for article in plan.articles]}


def plan_bytes(plan: PlanText) -> bytes:
    """Return the canonical bytes of the whole text (RFC 8785): equal for equal texts, however they were typed."""
    return canonical(plan_content(plan))


def sealed(plan: PlanText) -> tuple[bytes, tuple[Part, ...]]:
    """Return ``plan_bytes`` and ``plan_table`` at once: each part of a long text is written out a single time.

    Raises
    ------
    Problem
        As ``plan_table``.
    """
    _refuse_names(plan)
    preamble = canonical(_preamble(plan))
    articles = [canonical(_article(one)) for one in plan.articles]
    parts = [Part(PREAMBLE, digest(preamble))]
    parts += [
        Part(str(_fixed_text(one.name, "name")), digest(text))
        for one, text in zip(plan.articles, articles, strict=True)
    ]
    # Keys stand in their order: the articles before the facts, the history and the title of the preamble.
    whole = b'{"articles":[' + b",".join(articles) + b"]," + preamble[1:]
    return whole, tuple(parts)


def plan_table(plan: PlanText) -> tuple[Part, ...]:
    """Return each part with the digest of its text: the preamble, then the articles in their order.

    Raises
    ------
    Problem
        As ``plan_content``.
    """
    _refuse_names(plan)
    parts = [Part(PREAMBLE, digest(_preamble(plan)))]
    return (*parts, *(Part(str(_fixed_text(one.name, "name")), digest(_article(one))) for one in plan.articles))


def _refuse_names(plan: PlanText) -> None:
    seen: set[str] = set()
    for place, article in enumerate(plan.articles):
        if not article.name.strip():
            raise refuse("article-unnamed", f"articles[{place}]")
        if article.name in seen:
            raise refuse("article-twice", f"articles[{place}]", name=article.name)
        seen.add(article.name)


def table_digest(parts: tuple[Part, ...]) -> str:
    """Return the digest of a plan from the digests of its parts: what is printed and signed.

    SHA-256 of the canonical bytes of ``{"form": "danaya plan 1", "parts": [[name, digest], …]}``.
    """
    return digest({"form": FORM, "parts": [[part.name, part.digest] for part in parts]})


def plan_digest(plan: PlanText) -> str:
    """Return the digest that both sides sign: it covers every sign of the text and the order of its articles."""
    return table_digest(plan_table(plan))


def _preamble(plan: PlanText) -> dict[str, Canonical]:
    end = plan.history
    history: Canonical = None if end is None else {"length": end.length, "digest": end.digest}
    return {"title": _leaf(plan.title, "title"), "facts": _fields(plan.facts, "facts"), "history": history}


def _article(article: Article) -> dict[str, Canonical]:
    return {
        "name": _fixed_text(article.name, "name"),
        "heading": _leaf(article.heading, article.name),
        "fields": _fields(article.fields, article.name),
    }


def _fields(fields: Fields, where: str) -> list[Canonical]:
    return [[_leaf(label, where), _field_value(value, where)] for label, value in fields]


def _field_value(value: Value, where: str) -> Canonical:
    return [_leaf(item, where) for item in value] if isinstance(value, list | tuple) else _leaf(value, where)


def _leaf(value: object, where: str) -> Canonical:
    """Return what a page shows as one piece: a text, a whole number, a date, a text in several languages."""
    in_languages = isinstance(value, Mapping) and all(
        isinstance(key, str) and _LANGUAGE.fullmatch(key) and isinstance(text, str) for key, text in value.items()
    )
    readable = isinstance(value, str | int | datetime.date | float) and not isinstance(value, bool)
    if not (readable or in_languages):
        raise refuse("field-not-readable", where)
    return fixed(value, where)


def _fixed_text(text: str, where: str) -> str:
    normal = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    found = _NOT_VISIBLE.search(normal)
    if found:
        raise refuse("text-not-visible", where, sign=f"U+{ord(found[0]):04X}")
    return normal


def _fixed_day(value: datetime.date, where: str) -> str:
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise refuse("moment-without-zone", where)
    return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LINE_END = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_NOT_VISIBLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e\ufffe\uffff]")
"""Control signs, and the overrides that make right-to-left of left-to-right (Unicode TR 36): U+202C alone does nothing."""
