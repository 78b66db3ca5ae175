"""Values of a file that mean the same in many columns: one page says for all of them what each stands for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danaya.apps.rounds.actions.import_answers import mapping_of
from danaya.apps.rounds.models import ImportDraft
from danaya.apps.rounds.tables import columns_by_name
from danaya.apps.rounds.targets import targets_of
from danaya.engines.language import Text, in_language
from danaya.engines.tables import Absence, Feed, Target

MISSING: Text = {"fr": "manquante", "en": "missing"}
DIFFERS = "differs"
"""Meaning of a value that stands for different answers in different columns."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it stands in the file: its label there, how often, and what it stands for."""

    raw: str
    label: str
    count: int
    meaning: str


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """Columns whose answers are the same: the questions of a scale, a breakdown, the audience."""

    key: str
    targets: tuple[Target, ...]
    columns: tuple[str, ...]
    values: tuple[Value, ...]

    @property
    def unsaid(self) -> int:
        """How many values stand for nothing yet."""
        return sum(not value.meaning for value in self.values)

    @property
    def is_bare(self) -> bool:
        """Whether the file gives numbers without labels: that they mean what the questionnaire says is a guess."""
        said = [value for value in self.values if value.meaning]
        return bool(said) and all(not value.label and not order_of(value.raw)[0] for value in said)

    def meanings_in(self, language: str) -> str:
        """Return what each value is taken for, in words: ``1 = Disagree · 2 = Agree``."""
        return " · ".join(f"{value.raw} = {words}" for value in self.values if (words := self._words(value, language)))

    def _words(self, value: Value, language: str) -> str:
        kind, _colon, rest = value.meaning.partition(":")
        target = self.targets[0]
        if kind == "absence":
            code = target.code_of(Absence(rest))
            return in_language(target.codes.get(code, {}) if code is not None else {}, language) or MISSING[language]
        return next((in_language(label, language) for code, label in target.codes.items() if str(code) == rest), "")

    def title(self, language: str) -> str:
        """Return what the group is called: the breakdown, or the first and last answer of the scale."""
        first = self.targets[0]
        if first.role != "item":
            return in_language(first.name, language)
        scored = [label for code, label in first.codes.items() if code not in absent_codes(first)]
        return f"{in_language(scored[0], language)} … {in_language(scored[-1], language)}" if scored else first.key


def absent_codes(target: Target) -> set[Any]:
    """Return the codes of a target that are no answer and that an absence stands for: don't know, refusal, not asked."""
    return {code for code in (target.dont_know, target.refusal, target.not_asked) if code is not None}


def groups_of(draft: ImportDraft) -> list[CodeGroup]:
    """Return the groups of columns with codes, those that are fed by a column of the file."""
    mapping = mapping_of(draft)
    members: dict[str, list[tuple[Target, Feed]]] = {}
    for target in targets_of(draft.round, draft.audience):
        feed = mapping.feeding(target.key)
        if target.codes and feed is not None:
            members.setdefault(group_key(target), []).append((target, feed))
    facts = columns_by_name(draft)
    return [_group(f"g{place}", found, facts) for place, found in enumerate(members.values())]


def group_key(target: Target) -> str:
    """Return what the targets of one group have in common."""
    if target.role != "item":
        return target.key
    return repr([(code, sorted(label.items())) for code, label in target.codes.items()])


def _group(key: str, members: Sequence[tuple[Target, Feed]], facts: Mapping[str, Mapping[str, Any]]) -> CodeGroup:
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    meanings: dict[str, set[str]] = {}
    for target, feed in members:
        for raw, count, label in facts.get(feed.column, {}).get("values", ()):
            counts[raw] += count
            labels.setdefault(raw, label)
            meanings.setdefault(raw, set()).add(meaning_of(feed, target, raw))
    values = tuple(
        Value(raw, labels[raw], count, meanings[raw].pop() if len(meanings[raw]) == 1 else DIFFERS)
        for raw, count in sorted(counts.items(), key=lambda found: order_of(found[0]))
    )
    return CodeGroup(
        key, tuple(target for target, _feed in members), tuple(feed.column for _t, feed in members), values
    )


def order_of(raw: str) -> tuple[bool, float, str]:
    """Numbers first, by size; then words."""
    try:
        return (False, float(raw), "")
    except ValueError:
        return (True, 0.0, raw)


def meaning_of(feed: Feed, target: Target, raw: str) -> str:
    """Return what a value stands for: ``code:…``, ``absence:…``, or nothing."""
    if raw in feed.absences:
        return f"absence:{feed.absences[raw]}"
    known = feed.recodes or {str(code): code for code in target.codes}
    if raw not in known:
        return ""
    code = known[raw]
    return f"absence:{target.absence_of(code)}" if code in absent_codes(target) else f"code:{code}"


def meaning_from_choice(choice: str, group: CodeGroup) -> Any:
    """Return the code or absence that a choice on the page names; None for *not said*."""
    kind, _colon, rest = choice.partition(":")
    if kind == "absence" and rest in set(Absence):
        return Absence(rest)
    return next((code for code in group.targets[0].codes if kind == "code" and str(code) == rest), None)
