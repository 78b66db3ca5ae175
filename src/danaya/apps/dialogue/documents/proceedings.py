"""Everything the files of a consultation tell, gathered once: only what everybody who may open it can read on its pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from danaya.apps.dialogue.models import (
    Cause,
    Consultation,
    Expectation,
    Fate,
    FateKind,
    Option,
    Reformulation,
    Reply,
)
from danaya.apps.dialogue.queries import Answered, answered_in_time, shown_expectations
from danaya.apps.dialogue.ratings import RatedOption, rated_options
from danaya.apps.dialogue.votes.results import Results, Row, results_of
from danaya.engines.seals import digest


@dataclass(frozen=True, slots=True)
class Entry:
    """One expectation with all that was said of it; ``fates`` the latest first, ``row`` what the last vote showed."""

    expectation: Expectation
    reformulation: Reformulation | None
    merged: tuple[Expectation, ...]
    causes: tuple[Cause, ...]
    options: tuple[RatedOption, ...]
    fates: tuple[Fate, ...]
    row: Row | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Proceedings:
    """A consultation as its files tell it on one day; ``digest`` names what they tell."""

    consultation: Consultation
    results: Results | None
    entries: tuple[Entry, ...]
    """Those that stand for themselves, in the order of numbers."""
    originals: tuple[Expectation, ...]
    """Those that were merged into another."""
    answered: tuple[Answered, ...]
    on: date
    digest: str


def gather(consultation: Consultation, on: date) -> Proceedings:
    """Read what the files tell, as it stands on ``on``."""
    shown = list(shown_expectations(consultation).order_by("number"))
    results = results_of(consultation)
    originals = tuple(one for one in shown if one.merged_into_id)
    parts = _Parts.of(shown)
    entries = tuple(
        _entry(one, originals, parts, results, consultation.answer_within) for one in shown if not one.merged_into_id
    )
    answered = tuple(answered_in_time(consultation, on))
    facts = _facts(consultation, entries, originals, results, answered)
    return Proceedings(consultation, results, entries, originals, answered, on, digest(facts))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was said of expectations, by their keys."""

    fates: Mapping[UUID, list[Fate]]
    reformulations: Mapping[UUID, list[Reformulation]]
    causes: Mapping[UUID, list[Cause]]
    options: Mapping[UUID, list[RatedOption]]

    @classmethod
    def of(cls, shown: Sequence[Expectation]) -> "_Parts":
        of_them = {"expectation__in": [one.pk for one in shown]}
        options = list(Option.objects.filter(**of_them).select_related("by__organisation", "chosen_by__organisation"))
        rated: dict[UUID, list[RatedOption]] = defaultdict(list)
        for one in rated_options(options, None, rates=False):
            rated[one.option.expectation_id].append(one)
        return cls(
            _by_expectation(Fate.objects.filter(**of_them).select_related("signed_by__organisation")),
            _by_expectation(Reformulation.objects.filter(**of_them).select_related("by__organisation")),
            _by_expectation(Cause.objects.filter(**of_them).select_related("by__organisation")),
            rated,
        )


def _by_expectation(rows: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.expectation_id].append(row)
    return found


def _entry(
    one: Expectation, originals: Sequence[Expectation], parts: _Parts, results: Results | None, days: int
) -> Entry:
    due = one.cleared_on + timedelta(days=days) if one.cleared_on else None
    return Entry(
        one,
        _standing(parts.reformulations.get(one.pk, [])),
        tuple(original for original in originals if original.merged_into_id == one.pk),
        tuple(parts.causes.get(one.pk, ())),
        tuple(parts.options.get(one.pk, ())),
        tuple(fate for fate in parts.fates.get(one.pk, ()) if fate.kind != FateKind.MERGED),
        results.row_of(one) if results else None,
        due,
    )


def _standing(reformulations: Sequence[Reformulation]) -> Reformulation | None:
    """Return the reformulation that stands: the confirmed one, else the one that waits. What was corrected does not stand."""
    standing = [one for one in reformulations if one.reply != Reply.CORRECTED]
    return standing[-1] if standing else None


def _facts(
    consultation: Consultation,
    entries: Iterable[Entry],
    originals: Iterable[Expectation],
    results: Results | None,
    answered: Iterable[Answered],
) -> Any:
    """Return what the files tell as plain values, in no language: equal facts have equal digests."""
    return {
        "consultation": str(consultation.pk),
        "title": dict(consultation.title),
        "question": dict(consultation.question),
        "phase": str(consultation.phase),
        "poll": results.poll.number if results else None,
        "tally": results.tally.plain() if results else None,
        "entries": [_entry_facts(entry) for entry in entries],
        "originals": [[one.number, dict(one.text), str(one.merged_into_id)] for one in originals],
        "answered": [[str(one.side), one.in_time, one.due] for one in answered],
    }


def _entry_facts(entry: Entry) -> Any:
    one, said = entry.expectation, entry.reformulation
    return {
        "number": one.number,
        "text": dict(one.text),
        "translation": str(one.translation),
        "voice": str(one.voice),
        "organisation": str(one.organisation_id or ""),
        "tags": [one.factor, list(one.matters)],
        "reformulation": [dict(said.text), str(said.by_id), str(said.reply)] if said else None,
        "causes": [[dict(cause.text), str(cause.by_id)] for cause in entry.causes],
        "options": [
            [
                dict(rated.option.text),
                str(rated.option.chosen_on or ""),
                [[str(side.side), side.count, side.effect.mean, side.feasibility.mean] for side in rated.seen],
            ]
            for rated in entry.options
        ],
        "fates": [
            [str(fate.kind), dict(fate.reason), str(fate.signed_by_id), str(fate.signed_on)] for fate in entry.fates
        ],
    }
