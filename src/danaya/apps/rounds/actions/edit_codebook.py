"""Change the codebook of a round item by item: questions, their answer scales, breakdowns."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from danaya.apps.people.models import Tenure
from danaya.apps.rounds.drafts import forget_accounts
from danaya.apps.rounds.models import AnswerScale, Breakdown, Question, Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.recording import note
from danaya.apps.rounds.refusals import refuse_closed, refuse_other_kind
from danaya.apps.rounds.study import build_scale
from danaya.apps.rounds.targets import code_like
from danaya.engines.language import Problem, Text

IN_USE: Text = {
    "fr": "Des questions utilisent cette échelle. Donnez-leur d'abord une autre échelle.",
    "en": "Questions use this scale. Give them another scale first.",
}
KEY_TAKEN: Text = {
    "fr": "La clé « {key} » désigne déjà autre chose dans cette ronde. Choisissez-en une autre.",
    "en": "The key “{key}” already stands for something else in this round. Choose another.",
}
NO_SCORE: Text = {
    "fr": "Donnez une note de 0 à 10 à deux réponses au moins.",
    "en": "Give a score from 0 to 10 to two answers at least.",
}
NO_LEVEL: Text = {
    "fr": "Donnez au moins une modalité : son code et son libellé.",
    "en": "Give at least one level: its code and its label.",
}
NO_FAVOURABLE: Text = {
    "fr": "Dites quelles réponses sont favorables.",
    "en": "Say which answers are favourable.",
}


@transaction.atomic
def add_question(round_: Round, *, key: str, actor: Tenure | None, at: datetime, **facts: Any) -> Question:
    """Add a question at the end of the questionnaire; ``facts`` are fields of :class:`Question`."""
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    plain = code_like(key)
    if not plain or round_.questions.filter(key=plain).exists():
        raise Problem("key-taken", KEY_TAKEN, key=plain)
    last = round_.questions.order_by("-order").first()
    made = Question(round=round_, key=plain, order=last.order + 1 if last else 0, **facts)
    made.full_clean()
    made.save()
    forget_accounts(round_)
    note("add_question", made, actor=actor, at=at, round=str(round_.pk), key=plain)
    return made


@transaction.atomic
def change_question(question: Question, *, actor: Tenure | None, at: datetime, **facts: Any) -> None:
    """Change fields of a question."""
    refuse_closed(question.round)
    for name, value in facts.items():
        setattr(question, name, value)
    question.full_clean()
    question.save()
    forget_accounts(question.round)
    note("change_question", question, actor=actor, at=at, round=str(question.round_id), changed=sorted(facts))


@transaction.atomic
def remove_question(question: Question, *, actor: Tenure | None, at: datetime) -> None:
    """Take a question out of the questionnaire."""
    refuse_closed(question.round)
    note("remove_question", question, actor=actor, at=at, round=str(question.round_id), key=question.key)
    question.delete()
    forget_accounts(question.round)


@transaction.atomic
def keep_scale(
    round_: Round, *, key: str, codes: list[dict[str, Any]], actor: Tenure | None, at: datetime
) -> AnswerScale:
    """Keep an answer scale under its key, new or changed; ``codes`` as in :class:`AnswerScale`.

    Raises
    ------
    Problem
        Only one answer has a score, or none is favourable. A scale without any score makes choices.
    """
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    scale = AnswerScale.objects.filter(round=round_, key=code_like(key)).first()
    scale = scale or AnswerScale(round=round_, key=code_like(key))
    scale.codes = codes
    built = build_scale(scale)
    if len(built.scores) == 1:
        raise Problem("no-score", NO_SCORE)
    if built.scores and not built.favourable:
        raise Problem("no-favourable", NO_FAVOURABLE)
    scale.full_clean()
    scale.save()
    forget_accounts(round_)
    note("keep_scale", scale, actor=actor, at=at, round=str(round_.pk), key=scale.key)
    return scale


@transaction.atomic
def remove_scale(scale: AnswerScale, *, actor: Tenure | None, at: datetime) -> None:
    """Take a scale that no question uses out of the round."""
    refuse_closed(scale.round)
    if scale.questions.exists():
        raise Problem("scale-in-use", IN_USE)
    note("remove_scale", scale, actor=actor, at=at, round=str(scale.round_id), key=scale.key)
    scale.delete()


@transaction.atomic
def keep_breakdown(
    round_: Round,
    breakdown: Breakdown | None,
    *,
    name: Text,
    column: str,
    kind: str,
    levels: list[dict[str, Any]],
    audiences: Collection[str] = (),
    actor: Tenure | None,
    at: datetime,
) -> Breakdown:
    """Keep a breakdown, new (None) or changed; its key is that of its column. ``audiences``: who is asked, none = all.

    Raises
    ------
    Problem
        It has no level, or the column already makes another breakdown.
    """
    refuse_closed(round_)
    refuse_other_kind(round_, Kind.ANSWERS)
    if not levels:
        raise Problem("no-level", NO_LEVEL)
    made = breakdown or Breakdown(round=round_, key=code_like(column), order=round_.breakdowns.count())
    if round_.breakdowns.exclude(pk=made.pk).filter(key=made.key).exists():
        raise Problem("key-taken", KEY_TAKEN, key=made.key)
    made.name, made.column, made.kind, made.levels = dict(name), column, kind, levels
    made.audiences = list(audiences)
    made.full_clean()
    made.save()
    forget_accounts(round_)
    note("keep_breakdown", made, actor=actor, at=at, round=str(round_.pk), key=made.key)
    return made


@transaction.atomic
def remove_breakdown(breakdown: Breakdown, *, actor: Tenure | None, at: datetime) -> None:
    """Take a breakdown out of the round."""
    refuse_closed(breakdown.round)
    note("remove_breakdown", breakdown, actor=actor, at=at, round=str(breakdown.round_id), key=breakdown.key)
    breakdown.delete()
    forget_accounts(breakdown.round)
