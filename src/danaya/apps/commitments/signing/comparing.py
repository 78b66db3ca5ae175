"""Two versions of a plan word by word: what was added, removed, worded otherwise; which dates moved, from when, and why."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from danaya.apps.commitments.models import DateChange, Version
from danaya.engines.language import in_language, typeset
from danaya.engines.seals.plan import Article, Fields, PlanText

SAME, GONE, NEW = "same", "gone", "new"
ADDED, REMOVED, CHANGED, KEPT = "added", "removed", "changed", "kept"

_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both versions, only in the earlier or only in the later one."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A label with its values, each as pieces."""

    label: str
    values: tuple[tuple[Piece, ...], ...]

    @property
    def is_changed(self) -> bool:
        """Whether any word differs."""
        return any(piece.kind != SAME for value in self.values for piece in value)


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One commitment in two versions."""

    reference: str
    kind: str
    heading: tuple[Piece, ...]
    fields: tuple[FieldChange, ...]

    @property
    def changed_fields(self) -> tuple[FieldChange, ...]:
        """Only the fields in which a word differs."""
        return tuple(one for one in self.fields if one.is_changed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two texts; ``kept`` are the references of commitments that stand word for word in both."""

    title: tuple[Piece, ...]
    facts: tuple[FieldChange, ...]
    articles: tuple[ArticleChange, ...]
    kept: tuple[str, ...]

    @property
    def changed_facts(self) -> tuple[FieldChange, ...]:
        """What is said of the plan itself and differs."""
        return tuple(one for one in self.facts if one.is_changed)

    @property
    def is_same(self) -> bool:
        """Whether nothing differs that a reader of this language reads."""
        return not self.articles and not self.changed_facts and not _differs(self.title)


def compare(before: PlanText, after: PlanText, language: str, kept: Sequence[str] = ()) -> Comparison:
    """Compare two texts as they are read in one language, set as that language is set.

    ``kept``: names of articles that were left out of both because they are the same.
    """
    earlier = {one.name: one for one in before.articles}
    later = {one.name: one for one in after.articles}
    names = sorted({*earlier, *later}, key=by_number)
    found = [_article(name, earlier.get(name), later.get(name), language) for name in names]
    return Comparison(
        tuple(words_of(_text(before.title, language), _text(after.title, language))),
        _fields(before.facts, after.facts, language),
        tuple(one for one in found if one.kind != KEPT),
        tuple(sorted({*kept, *(one.reference for one in found if one.kind == KEPT)}, key=by_number)),
    )


def by_number(name: str) -> tuple[int, str]:
    """Return what puts ``E-99`` before ``E-100``."""
    return len(name), name


def words_of(before: str, after: str) -> Iterator[Piece]:
    """Yield the words of two texts in reading order: what is gone before what is new, spaces as they were."""
    if before == after:
        yield from [Piece(SAME, after)] if after else []
        return
    earlier, later = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, [one.strip() for one in earlier], [one.strip() for one in later], autojunk=False)
    for kind, first, last, start, stop in matcher.get_opcodes():
        if kind == "equal":
            yield Piece(SAME, "".join(later[start:stop]))
            continue
        if first < last:
            gone = "".join(earlier[first:last])
            # At the end of a text no space parts what is gone from what is new.
            yield Piece(GONE, gone if start == stop or gone[-1].isspace() else f"{gone} ")
        if start < stop:
            yield Piece(NEW, "".join(later[start:stop]))


def moved_dates(before: Version, after: Version) -> list[DateChange]:
    """Return the dates that both parties moved after one version and up to the other, with who asked and why."""
    rows = DateChange.objects.filter(
        milestone__commitment__plan=after.plan_id, agreed=True, answered_on__range=(before.put_on, after.put_on)
    )
    return list(
        rows.select_related("milestone__commitment", "by__organisation", "answered_by__organisation").order_by(
            "milestone__commitment__number", "milestone__position", "number"
        )
    )


def _article(name: str, before: Article | None, after: Article | None, language: str) -> ArticleChange:
    if before == after:
        return ArticleChange(name, KEPT, (), ())
    kind = ADDED if before is None else REMOVED if after is None else CHANGED
    heading = tuple(words_of(_heading(before, language), _heading(after, language)))
    fields = _fields(before.fields if before else (), after.fields if after else (), language)
    return ArticleChange(name, kind, heading, fields)


def _heading(article: Article | None, language: str) -> str:
    return "" if article is None else _text(article.heading, language)


def _fields(before: Fields, after: Fields, language: str) -> tuple[FieldChange, ...]:
    """Pair fields by their label: the order is that of the later text, what is gone stands at the end."""
    earlier, later = _by_label(before, language), _by_label(after, language)
    labels = [*later, *(one for one in earlier if one not in later)]
    return tuple(FieldChange(label, tuple(_values(earlier.get(label, ()), later.get(label, ())))) for label in labels)


def _by_label(fields: Fields, language: str) -> Mapping[str, Sequence[str]]:
    found = {}
    for label, value in fields:
        values = value if isinstance(value, list | tuple) else [value]
        found[_text(label, language)] = [_text(one, language) for one in values]
    return found


def _values(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[Piece, ...]]:
    """Pair the values of a field: equal ones first, those between them in their order."""
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for _kind, first, last, start, stop in matcher.get_opcodes():
        for place in range(max(last - first, stop - start)):
            gone = before[first + place] if first + place < last else ""
            new = after[start + place] if start + place < stop else ""
            yield tuple(words_of(gone, new))


def _text(value: Any, language: str) -> str:
    return typeset(in_language(value, language) if isinstance(value, Mapping) else str(value), language)


def _differs(pieces: Iterable[Piece]) -> bool:
    return any(piece.kind != SAME for piece in pieces)
