"""The library of model commitments: promises to start from, in the project's own words, by key factor and side."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from danaya.engines.framework.factors import load_factors
from danaya.engines.framework.library import read_data, unknown_key
from danaya.engines.language import Text


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of organisation that promises or confirms: ``side`` is ``customs`` or ``private``."""

    key: str
    side: str
    name: Text


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """What can prove that a promise was kept: file, photo, link, signed statement, count on the spot."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often an indicator is read: every ``months`` months."""

    key: str
    months: int
    name: Text


@dataclass(frozen=True, slots=True)
class ModelMilestone:
    """A step that can be seen: ``weight`` of 100, due ``months`` months after adoption."""

    weight: int
    months: int
    text: Text


@dataclass(frozen=True, slots=True)
class ModelIndicator:
    """What is measured; ``better`` is ``up`` or ``down``; ``frequency`` is a key of :func:`load_frequencies`."""

    name: Text
    unit: Text
    better: str
    source: Text
    frequency: str


@dataclass(frozen=True, slots=True)
class AgreedEvidence:
    """A means of verification agreed in advance; ``kind`` is a key of :func:`load_evidence_kinds`."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What usually comes in the way, and what helped."""

    text: Text
    helped: Text


@dataclass(frozen=True, slots=True)
class ModelCommitment:
    """A promise to start from. Whoever takes it puts its own numbers, places, posts and dates.

    ``title`` is the promised result, a state that can be verified; ``trigger`` is the if-then: "When …, …".
    ``owner`` and ``counterparts`` are keys of :func:`load_bodies`, the most natural counterpart first and always of the
    other side; ``side`` is the owner's; ``post`` names the office that usually answers for it. ``matters``,
    ``articles`` and ``targets`` are keys of their loaders; the last two only where they truly apply. The weights of
    ``milestones`` sum to 100.
    """

    key: str
    factor: str
    side: str
    owner: str
    post: Text
    counterparts: tuple[str, ...]
    matters: tuple[str, ...]
    title: Text
    trigger: Text
    milestones: tuple[ModelMilestone, ...]
    indicator: ModelIndicator
    evidence: tuple[AgreedEvidence, ...]
    obstacles: tuple[Obstacle, ...]
    articles: tuple[str, ...]
    targets: tuple[str, ...]


@cache
def load_bodies() -> tuple[Body, ...]:
    """Return the kinds of bodies, customs first."""
    return tuple(Body(**row) for row in read_data("commitments")["bodies"])


@cache
def load_evidence_kinds() -> tuple[EvidenceKind, ...]:
    """Return the kinds of evidence."""
    return tuple(EvidenceKind(**row) for row in read_data("commitments")["evidence_kinds"])


@cache
def load_frequencies() -> tuple[Frequency, ...]:
    """Return how often an indicator may be read, the most frequent first."""
    return tuple(Frequency(**row) for row in read_data("commitments")["frequencies"])


@cache
def load_model_commitments() -> tuple[ModelCommitment, ...]:
    """Return all model commitments: by factor in official order, customs before the private sector."""
    return tuple(
        _commitment(factor.key, row)
        for factor in load_factors()
        for row in read_data(f"commitments/{factor.key}")["commitments"]
    )


def load_model_commitment(key: str) -> ModelCommitment:
    """Return the model commitment of ``key``.

    Raises
    ------
    Problem
        ``framework-key-unknown``.
    """
    commitments = {one.key: one for one in load_model_commitments()}
    if key not in commitments:
        raise unknown_key(key, commitments)
    return commitments[key]


def _commitment(factor: str, row: Mapping[str, Any]) -> ModelCommitment:
    sides = {one.key: one.side for one in load_bodies()}
    return ModelCommitment(
        key=row["key"],
        factor=factor,
        side=sides[row["owner"]],
        owner=row["owner"],
        post=row["post"],
        counterparts=tuple(row["counterparts"]),
        matters=tuple(row["matters"]),
        title=row["title"],
        trigger=row["trigger"],
        milestones=tuple(ModelMilestone(one["weight"], one["months"], _text(one)) for one in row["milestones"]),
        indicator=ModelIndicator(**row["indicator"]),
        evidence=tuple(AgreedEvidence(one["kind"], _text(one)) for one in row["evidence"]),
        obstacles=tuple(Obstacle(**one) for one in row["obstacles"]),
        articles=tuple(row["articles"]),
        targets=tuple(row["targets"]),
    )


def _text(row: Mapping[str, Any]) -> Text:
    return {"fr": row["fr"], "en": row["en"]}
