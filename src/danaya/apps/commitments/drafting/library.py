"""Model commitments to start from: which there are, and one of them as a wording with the dates of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from danaya.apps.commitments.actions.draft_commitment import Measure, Step
from danaya.apps.commitments.drafting.days import Days
from danaya.apps.indicators.queries import objectives_of_model
from danaya.base.design.fields import without_accents
from danaya.engines.framework import (
    Body,
    ModelCommitment,
    load_bodies,
    load_evidence_kinds,
    load_factors,
    load_frequencies,
    load_model_commitment,
    load_model_commitments,
)
from danaya.engines.language import Problem, Text, in_language


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in the library: a key factor, a side, words; empty: any."""

    factor: str = ""
    side: str = ""
    words: str = ""


def models_of(wanted: Wanted) -> list[ModelCommitment]:
    """Return the model commitments that fit, in the order of the key factors."""
    words = _plain(wanted.words).split()
    return [
        model
        for model in load_model_commitments()
        if wanted.factor in {"", model.factor}
        and wanted.side in {"", model.side}
        and all(word in _searched(model) for word in words)
    ]


def find_model(key: str) -> ModelCommitment | None:
    """Return a model commitment by its key; nothing for a key that none has."""
    try:
        return load_model_commitment(key)
    except Problem:
        return None


def promise_of(model: ModelCommitment, since: date, days: Days) -> dict[str, Any]:
    """Return the parts of a wording that a model gives; dates count the working days from ``since`` on.

    A month is counted as 21 working days. Baseline and target are the place's own: nobody else can give them.
    """
    evidence = model.evidence[0]
    return {
        "result": model.title,
        "trigger": model.trigger,
        "factor": model.factor,
        "steps": tuple(_steps(model, since, days)),
        "measure": Measure(
            name=model.indicator.name,
            unit=model.indicator.unit,
            better=model.indicator.better,
            source=in_language(model.indicator.source, "fr"),
            frequency=model.indicator.frequency,
        ),
        "evidence_kind": evidence.kind,
        "evidence": evidence.text,
        "objectives": tuple(objectives_of_model(model)),
    }


def _steps(model: ModelCommitment, since: date, days: Days) -> Iterable[Step]:
    starts = since
    for place, milestone in enumerate(model.milestones):
        due = days.after_months(since, milestone.months)
        yield Step(milestone.text, milestone.weight, starts, due, (place,) if place else ())
        starts = due


def factor_names() -> dict[str, Text]:
    """Return the official name of each key factor by its key."""
    return {factor.key: factor.name for factor in load_factors()}


def bodies() -> dict[str, Body]:
    """Return the kinds of bodies by key."""
    return {body.key: body for body in load_bodies()}


def evidence_names() -> dict[str, Text]:
    """Return the name of each kind of evidence by its key."""
    return {kind.key: kind.name for kind in load_evidence_kinds()}


def frequency_names() -> dict[str, Text]:
    """Return the name of each frequency by its key."""
    return {one.key: one.name for one in load_frequencies()}


def _searched(model: ModelCommitment) -> str:
    texts = (model.title, model.trigger, model.post, model.indicator.name, *(step.text for step in model.milestones))
    return _plain(" ".join(words for text in texts for words in text.values()))


def _plain(words: str) -> str:
    return without_accents(words.casefold())
