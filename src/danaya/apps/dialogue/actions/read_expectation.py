"""A reader of one side clears a text or holds it; what both sides cleared is shown from then on."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from danaya.apps.dialogue.models import Consultation, Expectation, Ground, Reading, State
from danaya.apps.dialogue.problems import changed_meanwhile, problem
from danaya.apps.dialogue.tidings import tell_held, tell_shown
from danaya.apps.people.models import Side, Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.seals import digest

BOTH = frozenset({Side.CUSTOMS, Side.PRIVATE})


@transaction.atomic
def clear_expectation(expectation: Expectation, *, revision: int, actor: Tenure, at: datetime) -> Expectation:
    """Say that a text may be shown; it is once the other side says so too.

    Raises
    ------
    Problem
        Where the wording changed since the reader opened it, the reader's side has read it already, or it no longer waits.
    """
    held = _waiting(expectation, revision)
    _keep_reading(held, actor, at, cleared=True)
    sides = set(held.readings.filter(revision=held.revision, cleared=True).values_list("side", flat=True))
    if sides >= BOTH:
        _show(held, at)
        tell_shown(held, at)
    record("dialogue.clear_expectation", held, actor=actor, at=at, text=digest(held.text), shown=held.is_shown)
    return held


@transaction.atomic
def hold_expectation(
    expectation: Expectation, *, ground: Ground, remark: str = "", revision: int, actor: Tenure, at: datetime
) -> Expectation:
    """Keep a text from being shown and tell its author why; the author may write it anew.

    Raises
    ------
    Problem
        As for :func:`clear_expectation`.
    """
    held = _waiting(expectation, revision)
    _keep_reading(held, actor, at, cleared=False, ground=ground, remark=remark)
    held.state = State.HELD
    held.save(update_fields=["state"])
    tell_held(held, at)
    record("dialogue.hold_expectation", held, actor=actor, at=at, ground=str(ground))
    return held


def _waiting(expectation: Expectation, revision: int) -> Expectation:
    held = locked(Expectation.objects).select_related("consultation").get(pk=expectation.pk)
    if held.state != State.WAITING or held.revision != revision:
        raise changed_meanwhile()
    return held


def _keep_reading(held: Expectation, actor: Tenure, at: datetime, **decision: object) -> None:
    reading, first = Reading.objects.get_or_create(
        expectation=held,
        revision=held.revision,
        side=actor.post.side,
        defaults={"by": actor.post, "on": at.date(), **decision},
    )
    if not first:
        raise problem(
            "read-already",
            "Votre côté a déjà lu ce texte : {post}.",
            "Your side has read this text already: {post}.",
            post=reading.by,
        )


def _show(held: Expectation, at: datetime) -> None:
    # Numbers follow the order of clearing; the consultation is locked so that none is given twice.
    locked(Consultation.objects).get(pk=held.consultation_id)
    given = held.consultation.expectations.aggregate(last=Max("number"))["last"] or 0
    held.number, held.state, held.cleared_on = given + 1, State.CLEARED, at.date()
    held.save(update_fields=["number", "state", "cleared_on"])
