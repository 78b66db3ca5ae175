"""Take over what changed in a workbook: by the acts that pages use, commitment by commitment, each whole or not at all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from danaya.apps.commitments.actions.draft_commitment import Measure, Step, Wording, draft_commitment, edit_commitment
from danaya.apps.commitments.actions.progress.moving import ask_move
from danaya.apps.commitments.drafting.rewording import wording_of
from danaya.apps.commitments.models import Commitment, Plan, Returned
from danaya.apps.commitments.overviews.workbook import comparing
from danaya.apps.commitments.overviews.workbook.choices import YES, Lists
from danaya.apps.commitments.overviews.workbook.concerned import readable_of, rows_about
from danaya.apps.commitments.overviews.workbook.keeping import pack, unpack
from danaya.apps.commitments.overviews.workbook.paging import keys_in, pages_of
from danaya.apps.commitments.overviews.workbook.reading import KINDS, LARGEST, read_workbook
from danaya.apps.indicators.models import Objective
from danaya.apps.people.models import Post, Region, Tenure
from danaya.apps.people.rights import acting_for
from danaya.base.files.models import StoredFile
from danaya.base.files.storing import discard, store
from danaya.base.journal.entries import record
from danaya.engines.language import Problem, Text

UNREAD = timedelta(days=1)
"""How long a file stays whose reading broke off."""


def take_in(upload: Any, *, at: datetime) -> StoredFile:
    """Take in a workbook that came back; until it is read, it is kept for a day.

    Raises
    ------
    Problem
        Where it is no workbook that can be read.
    """
    return store(upload, at=at, allowed=KINDS, limit=LARGEST, keep_until=(at + UNREAD).date())


def read_returned(plan: Plan, stored: StoredFile, lists: Lists, *, actor: Tenure, at: datetime) -> Returned:
    """Read a workbook that was taken in; nothing is written down yet.

    Raises
    ------
    Problem
        What is wrong with the file.
    """
    rows = pack(read_workbook(stored, lists))
    # Compared whole once, here: the pages then compare a few lines each.
    came, viewer = unpack(rows), acting_for(actor)
    readable = readable_of(plan, viewer)
    comparing.refuse_other_plan(keys_in(rows), readable.numbers)
    about = rows_about(came, plan, viewer, readable)
    whole = comparing.compare(came, about, lists, [one.pk for one in about], readable)
    return Returned(plan=plan, by=actor.post, on=at.date(), file=stored, rows=rows | pages_of(came, readable, whole))


@transaction.atomic
def keep_returned(held: Returned, *, actor: Tenure, at: datetime) -> Returned:
    """Keep a workbook that was read, in place of an earlier one of the same post."""
    let_go(held.plan, actor)
    StoredFile.objects.filter(pk=held.file_id).update(keep_until=None)
    record("commitments.receive_workbook", held.plan, actor=actor, at=at, file=held.file.sha256)
    held.save(force_insert=True)
    return held


def let_go(plan: Plan, actor: Tenure) -> None:
    """Remove the workbook that a post sent back, with its file."""
    for held in Returned.objects.filter(plan=plan, by=actor.post).select_related("file"):
        held.delete()
        discard(held.file)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one entry: the commitment, or why nothing of it was taken over."""

    entry: comparing.Entry
    commitment: Commitment | None
    refused: Problem | None = None


def take_entries(
    plan: Plan,
    entries: Sequence[comparing.Entry],
    lists: Lists,
    *,
    chosen: Collection[str] = (),
    actor: Tenure,
    at: datetime,
    trial: bool = False,
) -> list[Outcome]:
    """Take over entries; one that is refused leaves the others alone.

    Parameters
    ----------
    chosen
        Names of the differences that both sides made and of which the file's text is wanted; of others what stands stays.
    trial
        Whether everything is undone again: tells what would be refused.
    """
    outcomes = []
    for entry in entries:
        made = entry.commitment
        try:
            with transaction.atomic():
                made = take_entry(plan, entry, lists, chosen=chosen, actor=actor, at=at, trial=trial)
                transaction.set_rollback(trial)
        except Problem as refused:
            outcomes.append(Outcome(entry, entry.commitment, refused))
        else:
            outcomes.append(Outcome(entry, made))
    return outcomes


def take_entry(
    plan: Plan,
    entry: comparing.Entry,
    lists: Lists,
    *,
    chosen: Collection[str],
    actor: Tenure,
    at: datetime,
    trial: bool = False,
) -> Commitment:
    """Take over one entry: a draft made, a wording edited, other dates asked for."""
    stands = entry.commitment
    if stands is None:
        return draft_commitment(plan, _new_wording(plan, entry, lists), actor=actor, at=at)
    wanted = {one.field.key: one.after for one in _wanted(entry.differences, chosen)}
    steps = [one for one in entry.steps if one.milestone is None or _wanted(one.differences, chosen)]
    if wanted or steps:
        wording = _changed(wording_of(stands), wanted, lists)
        wording = replace(wording, steps=_steps(wording, steps, chosen))
        stands = edit_commitment(stands, wording, revision=stands.revision, actor=actor, at=at, trial=trial)
    for one in entry.steps:
        if one.milestone is not None and one.move is not None and _wanted([one.move], chosen):
            due = date.fromisoformat(one.move.after)
            ask_move(one.milestone, due=due, reason=one.reason, actor=actor, at=at)
    return stands


def _wanted(differences: Sequence[comparing.Difference], chosen: Collection[str]) -> list[comparing.Difference]:
    return [one for one in differences if not one.clash or one.name in chosen]


def _new_wording(plan: Plan, entry: comparing.Entry, lists: Lists) -> Wording:
    cells = dict(entry.cells)
    empty = Wording(
        result={},
        problem={},
        owner=Post.objects.get(pk=cells["owner"]),
        counterpart=Post.objects.get(pk=cells["counterpart"]),
        trigger={},
        starts=plan.starts,
        evidence={},
    )
    wording = _changed(empty, {key: words for key, words in cells.items() if key in EDITED}, lists)
    return replace(wording, steps=_steps(wording, entry.steps, ()))


def _changed(wording: Wording, wanted: Mapping[str, str], lists: Lists) -> Wording:
    """Return a wording with fields of the workbook put in."""
    facts: dict[str, Any] = {}
    measure = {key: words for key, words in wanted.items() if key.startswith("ind_")}
    for key, words in wanted.items():
        if key in measure:
            continue
        name, code = _split(key)
        if code:
            facts[name] = _with(facts.get(name, getattr(wording, name)), code, words)
        else:
            facts[name] = EDITED[key](words, lists)
    if measure:
        facts["measure"] = _measured(wording.measure, measure)
    return replace(wording, **facts)


def _split(key: str) -> tuple[str, str]:
    name, _line, code = key.rpartition("_")
    return (name, code) if code in {"fr", "en"} else (key, "")


def _with(text: Text | None, code: str, words: str) -> Text:
    """Return a text with the words of one language; the others stay."""
    others = {each: said for each, said in (text or {}).items() if each != code}
    return {**others, code: words} if words else others


def _number(words: str, _lists: Lists) -> Any:
    return Decimal(words) if words else None


EDITED: Mapping[str, Any] = {
    **dict.fromkeys(("result_fr", "result_en", "problem_fr", "problem_en", "trigger_fr", "trigger_en")),
    **dict.fromkeys(("evidence_fr", "evidence_en", "ind_name_fr", "ind_name_en", "ind_unit_fr", "ind_unit_en")),
    **dict.fromkeys(("ind_better", "ind_baseline", "ind_baseline_source", "ind_target", "ind_source", "ind_frequency")),
    "owner": lambda words, _lists: Post.objects.get(pk=words),
    "counterpart": lambda words, _lists: Post.objects.get(pk=words),
    "factor": lambda words, _lists: words,
    "region": lambda words, _lists: Region.objects.get(pk=words) if words else None,
    "starts": lambda words, _lists: date.fromisoformat(words),
    "budget": _number,
    "budget_source": lambda words, _lists: words,
    "budget_nil": lambda words, _lists: words == YES,
    "evidence_kind": lambda words, _lists: words,
    "objectives": lambda words, lists: tuple(Objective.objects.filter(pk__in=lists.objectives.keys_of(words))),
}
"""Fields of the workbook that are taken over → what a wording has for their written form; texts and the indicator have no rule here."""


def _measured(measure: Measure | None, wanted: Mapping[str, str]) -> Measure | None:
    """Return an indicator with fields put in; nothing where nothing of it is left."""
    held = measure or Measure({}, {}, "up")
    facts: dict[str, Any] = {}
    for key, words in wanted.items():
        name, code = _split(key.removeprefix("ind_"))
        if code:
            facts[name] = _with(facts.get(name, getattr(held, name)), code, words)
        elif name in {"baseline", "target"}:
            facts[name] = float(words) if words else None
        else:
            facts[name] = words or ("up" if name == "better" else "")
    held = replace(held, **facts)
    said = (
        held.name,
        held.unit,
        held.baseline,
        held.target,
        held.source,
        held.baseline_source,
        held.series,
        held.finding,
    )
    return held if any(each not in ({}, None, "") for each in said) else None


def _steps(wording: Wording, changed: Sequence[comparing.Step], chosen: Collection[str]) -> tuple[Step, ...]:
    """Return the milestones: those that stand with what changed, then the new ones in the order of the file."""
    by_key = {one.milestone.pk: one for one in changed if one.milestone is not None}
    found = [_step(one, by_key[one.key], chosen) if one.key in by_key else one for one in wording.steps]
    for one in changed:
        if one.milestone is None:
            cells = one.cells
            text = {code: cells[f"text_{code}"] for code in ("fr", "en") if cells.get(f"text_{code}")}
            starts = date.fromisoformat(cells["starts"]) if "starts" in cells else wording.starts
            found.append(Step(text, int(cells.get("weight", "1")), starts, date.fromisoformat(cells["due"])))
    return tuple(found)


def _step(step: Step, changed: comparing.Step, chosen: Collection[str]) -> Step:
    facts: dict[str, Any] = {}
    for one in _wanted(changed.differences, chosen):
        name, code = _split(one.field.key)
        if code:
            facts["text"] = _with(facts.get("text", step.text), code, one.after)
        elif name == "weight":
            facts["weight"] = int(one.after or 1)
        elif one.after:
            facts[name] = date.fromisoformat(one.after)
    return replace(step, **facts)
