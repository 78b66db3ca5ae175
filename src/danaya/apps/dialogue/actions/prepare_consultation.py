"""Prepare a consultation, and change what may still be changed of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from danaya.apps.dialogue.models import Consultation, Grouping
from danaya.apps.dialogue.problems import problem, readers_missing
from danaya.apps.findings.models import Analysis
from danaya.apps.people.models import Post, Role, Side, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Text

READS = frozenset({Side.CUSTOMS, Side.PRIVATE})
NEVER_READS = frozenset({Role.TECHNICIAN, Role.VISITING_EXPERT})
"""Roles without a voice in the dialogue."""

LONGEST_ANSWER = 365
"""Days: an answer that takes longer than a year is none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, what it rests on, by which groups votes are counted, within how many days it is answered, who reads first."""

    title: Text
    question: Text
    readers: Sequence[Post]
    analysis: Analysis | None = None
    grouping: Grouping = Grouping.SIDES
    answer_within: int = 30
    shared_devices: bool = False


@transaction.atomic
def make_consultation(plan: Plan, *, actor: Tenure, at: datetime) -> Consultation:
    """Keep a consultation in preparation: only those who prepare it see it.

    Raises
    ------
    Problem
        Where a side has no reader, a reader has no voice in the dialogue, or the results it rests on are not released.
    """
    _check(plan)
    made = Consultation.objects.create(made_on=at.date(), **_facts(plan))
    made.readers.set(plan.readers)
    record("dialogue.make_consultation", made, actor=actor, at=at, readers=_keys(plan.readers))
    return made


@transaction.atomic
def change_consultation(consultation: Consultation, plan: Plan, *, actor: Tenure, at: datetime) -> Consultation:
    """Change a consultation. What people have answered to, and what was promised to them, stays as it was.

    Raises
    ------
    Problem
        As for :func:`make_consultation`; where it has begun, also for another question or another number of days; where
        voting has begun, for another grouping.
    """
    held = locked(Consultation.objects).get(pk=consultation.pk)
    _check(plan)
    _refuse_late(held, plan)
    for name, value in _facts(plan).items():
        setattr(held, name, value)
    held.save()
    held.readers.set(plan.readers)
    record("dialogue.change_consultation", held, actor=actor, at=at, readers=_keys(plan.readers))
    return held


def may_read_first(post: Post) -> bool:
    """Tell whether a post can be a reader."""
    return post.active and post.side in READS and post.role not in NEVER_READS


def _facts(plan: Plan) -> dict[str, object]:
    return {
        "title": dict(plan.title),
        "question": dict(plan.question),
        "analysis": plan.analysis,
        "grouping": plan.grouping,
        "answer_within": plan.answer_within,
        "shared_devices": plan.shared_devices,
    }


def _keys(readers: Sequence[Post]) -> list[str]:
    return sorted(str(post.pk) for post in readers)


def _check(plan: Plan) -> None:
    if {post.side for post in plan.readers} != READS or not all(map(may_read_first, plan.readers)):
        raise readers_missing()
    if plan.analysis is not None and not plan.analysis.is_released:
        raise problem(
            "analysis-unreleased",
            "Choisissez une restitution diffusée aux deux parties : chacune doit pouvoir la lire.",
            "Choose a restitution that was released to both sides: each must be able to read it.",
        )
    if not 1 <= plan.answer_within <= LONGEST_ANSWER:
        raise problem(
            "answer-days",
            "Donnez de 1 à {most} jours pour répondre.",
            "Give from 1 to {most} days to answer.",
            most=LONGEST_ANSWER,
        )


def _refuse_late(held: Consultation, plan: Plan) -> None:
    """Refuse what would change under people's feet. A language that the question lacked may be added at any time."""
    if held.grouping != plan.grouping and held.polls.exists():
        raise problem(
            "grouping-fixed",
            "Les groupes ne changent plus : le vote a commencé avec eux.",
            "The groups no longer change: voting began with them.",
        )
    if held.begun and any(plan.question.get(code) != words for code, words in held.question.items()):
        raise problem(
            "question-fixed",
            "La question ne change plus : on y a répondu. Préparez une autre consultation pour en poser une autre.",
            "The question no longer changes: people have answered it. Prepare another consultation to ask another one.",
        )
    if held.begun and held.answer_within != plan.answer_within:
        raise problem(
            "days-fixed",
            "Le délai de réponse ne change plus : il a été promis à ceux qui ont écrit.",
            "The days to answer no longer change: they were promised to those who wrote.",
        )
