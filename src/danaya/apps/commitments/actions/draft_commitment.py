"""Draft a commitment and change its wording: nothing anybody typed is lost, nothing that was claimed loses its milestone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from danaya.apps.commitments.drafting.languages import behind_of, texts_now, texts_of
from danaya.apps.commitments.drafting.refusing import (
    refuse_closed_plan,
    refuse_incomplete,
    refuse_other_parties,
    refuse_strangers,
    refuse_unchangeable,
    refuse_unreadable,
)
from danaya.apps.commitments.drafting.steps import keep_steps
from danaya.apps.commitments.following import follow_one
from danaya.apps.commitments.models import (
    Commitment,
    CommitmentState,
    Followed,
    Indicator,
    Milestone,
    Plan,
    Rating,
)
from danaya.apps.commitments.once import as_fact, kept_under
from danaya.apps.commitments.problems import at_signature, changed_meanwhile
from danaya.apps.commitments.signing.wording import is_as_signed
from danaya.apps.dialogue.models import Expectation, Option
from danaya.apps.findings.models import Finding
from danaya.apps.indicators.models import Objective, Series
from danaya.apps.people.models import Post, Region, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as it was written. ``after``: places (1–5) of the steps of the same wording that come first.

    ``key`` is that of the milestone it rewrites; none for a new one. ``weight`` counts against those of the other steps.
    ``awaits``: milestones of other commitments of the plan that come first.
    """

    text: Text
    weight: int
    starts: date
    due: date
    after: tuple[int, ...] = ()
    key: UUID | None = None
    awaits: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator as it was written; read in a dated series, or in a finding, or by a count that ``source`` names."""

    name: Text
    unit: Text
    better: str
    baseline: float | None = None
    baseline_source: str = ""
    target: float | None = None
    source: str = ""
    frequency: str = ""
    series: Series | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A commitment as it was written. Only result and parties are asked for: the gates say what is missing for a signature."""

    result: Text
    problem: Text
    owner: Post
    counterpart: Post
    trigger: Text
    starts: date
    steps: tuple[Step, ...] = ()
    factor: str = ""
    region: Region | None = None
    budget: Decimal | None = None
    budget_source: str = ""
    budget_nil: bool = False
    evidence_kind: str = ""
    evidence: Text | None = None
    measure: Measure | None = None
    findings: tuple[Finding, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    options: tuple[Option, ...] = ()
    objectives: tuple[Objective, ...] = ()


PROMISED = (
    "result",
    "problem",
    "owner",
    "counterpart",
    "trigger",
    "region",
    "starts",
    "budget",
    "budget_source",
    "budget_nil",
    "evidence_kind",
    "evidence",
)
"""Facts whose change makes another wording; the steps and the indicator belong to it too."""

LINKED = ("findings", "expectations", "options", "objectives")


@transaction.atomic
def draft_commitment(
    plan: Plan,
    wording: Wording,
    *,
    model: str = "",
    started: Mapping[str, Text] | None = None,
    imported: bool = False,
    key: UUID | None = None,
    actor: Tenure,
    at: datetime,
) -> Commitment:
    """Keep a first wording, which only the organisation of ``actor``'s post reads until it is proposed.

    Parameters
    ----------
    model
        Key of the model commitment it started from.
    started
        The texts it started from, by their name: of a model, an expectation, a finding.
    imported
        Whether it was taken over from a table.
    key
        Under which it is kept: with the same key, sent twice on a slow network, it is kept once.

    Raises
    ------
    Problem
        ``commitments-same-side``, ``commitments-observer``, ``commitments-no-result``, ``commitments-step-…`` with what to do;
        ``commitments-unreadable`` where it would rest on what one side cannot read; ``commitments-plan-closed`` where nothing is
        added any more.
    """
    if before := kept_under(key, plan.commitments.filter(drafted_by=actor.post), _promised(wording), actor):
        return before
    refuse_closed_plan(plan)
    _refuse(plan, wording)
    made = Commitment.objects.create(
        plan=plan,
        model=model,
        imported=imported,
        drafted_by=actor.post,
        drafted_on=at.date(),
        factor=wording.factor,
        behind=behind_of({}, started or {}, texts_of(wording)),
        **_promised(wording),
        **as_fact(key, Commitment.objects.all()),
    )
    keep_steps(made, wording.steps)
    _keep_measure(made, wording.measure)
    _keep_links(made, wording)
    record("commitments.draft_commitment", made, actor=actor, at=at, model=model, imported=imported)
    follow_one(made, at.date())
    return made


@transaction.atomic
def edit_commitment(
    commitment: Commitment, wording: Wording, *, revision: int, actor: Tenure, at: datetime, trial: bool = False
) -> Commitment:
    """Keep another wording. A change of what is promised needs new ratings; links to its basis and objectives do not.

    An adopted commitment whose words are put back to those that both signed is marked as changed no more.

    Parameters
    ----------
    revision
        The wording that was open while this one was written.
    trial
        Whether the caller undoes everything, and only asks what would be refused: what follows an edit is left out.

    Raises
    ------
    Problem
        ``commitments-changed-meanwhile`` where somebody else was faster; ``commitments-at-signature``; ``commitments-ended``;
        ``commitments-step-claimed`` where a milestone with claims would vanish; ``commitments-date-moves`` where the date of an
        adopted milestone would move without the counterpart; ``commitments-steps-signed``, ``commitments-parties-signed`` where
        those of an adopted commitment would change; as for :func:`draft_commitment`.
    """
    rows = locked(Commitment.objects, "plan").select_related("plan", "owner__organisation")
    held = rows.get(pk=commitment.pk)
    refuse_unchangeable(held)
    if held.is_frozen:
        raise at_signature()
    if held.revision != revision:
        raise changed_meanwhile()
    _refuse(held.plan, wording)
    refuse_other_parties(held, wording)
    before = texts_now(held)
    reworded = _reword(held, wording)
    linked = _keep_links(held, wording)
    if held.factor != wording.factor:
        held.factor, linked = wording.factor, True
    if not (reworded or linked):
        return held
    held.behind = behind_of(held.behind, before, texts_of(wording))
    if reworded and held.state == CommitmentState.ADOPTED:
        held.reworded_on = at.date()
    if not wording.steps:
        Followed.objects.filter(commitment=held).delete()
    _count_wording(held, carries=not reworded)
    if not trial:
        record("commitments.edit_commitment", held, actor=actor, at=at, revision=held.revision, reworded=reworded)
        _follow_edit(held, at.date())
    return held


def _follow_edit(held: Commitment, today: date) -> None:
    if held.reworded_on is not None and is_as_signed(held):
        held.reworded_on = None
        held.save(update_fields=["reworded_on"])
    follow_one(held, today)


def _refuse(plan: Plan, wording: Wording) -> None:
    refuse_incomplete(wording)
    refuse_unreadable(wording)
    refuse_strangers(plan, wording)


def _promised(wording: Wording) -> dict[str, Any]:
    facts = {name: getattr(wording, name) for name in PROMISED}
    return {**facts, "evidence": dict(wording.evidence or {})}


def _reword(held: Commitment, wording: Wording) -> bool:
    facts = _promised(wording)
    changed = {name: value for name, value in facts.items() if getattr(held, name) != value}
    for name, value in changed.items():
        setattr(held, name, value)
    steps = keep_steps(held, wording.steps)
    measure = _keep_measure(held, wording.measure)
    return bool(changed) or steps or measure


def _count_wording(held: Commitment, *, carries: bool) -> None:
    """Count the wording; ratings of the same words in other company stay ratings of these words."""
    if carries:
        Rating.objects.filter(commitment=held, revision=held.revision).update(revision=held.revision + 1)
    held.revision += 1
    held.save()


def _keep_measure(held: Commitment, measure: Measure | None) -> bool:
    """Write the indicator; tell whether it changed."""
    row = Indicator.objects.filter(commitment=held).first()
    if measure is None:
        if row is not None:
            row.delete()
        return row is not None
    facts = {name: getattr(measure, name) for name in Measure.__slots__}
    if row is not None and all(getattr(row, name) == value for name, value in facts.items()):
        return False
    Indicator.objects.update_or_create(commitment=held, defaults=facts)
    return True


def _keep_links(held: Commitment, wording: Wording) -> bool:
    """Write what the commitment rests on and serves; tell whether it changed."""
    changed = False
    for name in LINKED:
        manager = getattr(held, name)
        wanted = {row.pk for row in getattr(wording, name)}
        if wanted != set(manager.values_list("pk", flat=True)):
            manager.set(wanted)
            changed = True
    return changed
