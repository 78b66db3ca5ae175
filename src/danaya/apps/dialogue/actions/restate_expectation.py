"""Active listening: the other side restates an expectation; its author confirms or corrects."""

from datetime import datetime

from django.db import IntegrityError, transaction

from danaya.apps.dialogue.models import Expectation, Reformulation, Reply, Voice
from danaya.apps.dialogue.problems import changed_meanwhile, problem
from danaya.apps.dialogue.tidings import tell_reply, tell_restated
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked
from danaya.engines.language import Text


@transaction.atomic
def restate_expectation(expectation: Expectation, text: Text, *, actor: Tenure, at: datetime) -> Reformulation:
    """Say in the other side's words what the author expects.

    Raises
    ------
    Problem
        Where the post is of the author's own side, the expectation is not shown, or an earlier attempt still waits.
    """
    held = locked(Expectation.objects).get(pk=expectation.pk)
    if not held.is_shown or actor.post.side != held.other_side:
        raise problem(
            "restated-by-other-side",
            "C'est à l'autre côté de redire cette attente avec ses mots.",
            "It is for the other side to say this expectation in its own words.",
        )
    if held.reformulations.filter(reply=Reply.CONFIRMED).exists():
        raise problem(
            "restated-already",
            "L'auteur a déjà confirmé une reformulation.",
            "The author has confirmed a reformulation already.",
        )
    try:
        with transaction.atomic():
            made = Reformulation.objects.create(
                expectation=held,
                number=held.reformulations.count() + 1,
                text=dict(text),
                by=actor.post,
                on=at.date(),
            )
    except IntegrityError as twice:
        raise problem(
            "reformulation-pending",
            "Une reformulation attend déjà la réponse de l'auteur.",
            "A reformulation already waits for the author's answer.",
        ) from twice
    tell_restated(held, at)
    record("dialogue.restate_expectation", held, actor=actor, at=at, number=made.number)
    return made


@transaction.atomic
def reply_to_reformulation(
    reformulation: Reformulation, *, confirmed: bool, correction: str = "", actor: Tenure | None, at: datetime
) -> Reformulation:
    """Keep the author's word: "that is what I meant", or what is not quite right.

    Raises
    ------
    Problem
        Where it was answered already, or a correction says nothing.
    """
    kept = locked(Reformulation.objects).select_related("expectation").get(pk=reformulation.pk)
    if kept.reply != Reply.PENDING:
        raise changed_meanwhile()
    if not confirmed and not correction.strip():
        raise problem(
            "correction-missing",
            "Écrivez ce qui n'est pas tout à fait juste.",
            "Write what is not quite right.",
        )
    kept.reply = Reply.CONFIRMED if confirmed else Reply.CORRECTED
    kept.correction, kept.replied_on = ("" if confirmed else correction.strip()), at.date()
    kept.save(update_fields=["reply", "correction", "replied_on"])
    tell_reply(kept, at)
    if kept.expectation.voice == Voice.ORGANISATION:
        record("dialogue.reply_to_reformulation", kept.expectation, actor=actor, at=at, reply=str(kept.reply))
    return kept
