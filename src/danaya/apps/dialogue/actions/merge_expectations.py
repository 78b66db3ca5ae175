"""Merge an expectation into another that says the same; the original stays, and can be taken apart again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.models import Expectation, FateKind, Merge
from danaya.apps.dialogue.problems import changed_meanwhile, problem
from danaya.apps.dialogue.tidings import tell_merged, tell_unmerged
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.base.locks import locked


@transaction.atomic
def merge_expectations(original: Expectation, into: Expectation, *, actor: Tenure, at: datetime) -> Merge:
    """Let ``into`` speak for ``original`` too.

    Votes stay where they were given. Both rows are locked in one order, so that two facilitators cannot make a circle.

    Raises
    ------
    Problem
        Where both are one, belong to different consultations, or one of them is not shown or merged already.
    """
    keys = sorted({original.pk, into.pk})
    rows = {row.pk: row for row in locked(Expectation.objects).filter(pk__in=keys).order_by("pk")}
    first, second = rows.get(original.pk), rows.get(into.pk)
    if first is None or second is None or len(rows) < 2 or first.consultation_id != second.consultation_id:
        raise problem(
            "merge-two",
            "Choisissez deux attentes différentes de la même consultation.",
            "Choose two different expectations of the same consultation.",
        )
    if not (first.is_votable and second.is_votable):
        raise changed_meanwhile()
    # Those merged into the original before now stand under the same one.
    before = list(locked(Expectation.objects).filter(merged_into=first))
    Expectation.objects.filter(pk__in=[one.pk for one in before]).update(merged_into=second)
    first.merged_into = second
    first.save(update_fields=["merged_into"])
    made = Merge.objects.create(original=first, into=second, by=actor.post, on=at.date())
    record("dialogue.merge_expectations", first, actor=actor, at=at, into=str(second.pk))
    record_fate(first, FateKind.MERGED, actor=actor, at=at)
    for one in [first, *before]:
        tell_merged(one, second, at)
    return made


@transaction.atomic
def undo_merge(merge: Merge, *, actor: Tenure, at: datetime) -> Expectation:
    """Let the original stand for itself again, and for what was merged into it before.

    Raises
    ------
    Problem
        Where it was undone already.
    """
    kept = locked(Merge.objects).select_related("original").get(pk=merge.pk)
    if kept.undone_on is not None:
        raise changed_meanwhile()
    kept.undone_on = at.date()
    kept.save(update_fields=["undone_on"])
    original = locked(Expectation.objects).get(pk=kept.original_id)
    # What it was answered before it was merged stands again.
    first = original.fates.exclude(kind=FateKind.MERGED).order_by("number").first()
    original.merged_into, original.answered_on = None, first.signed_on if first else None
    original.save(update_fields=["merged_into", "answered_on"])
    theirs = list(locked(Expectation.objects).filter(pk__in=_under(original)))
    Expectation.objects.filter(pk__in=[one.pk for one in theirs]).update(merged_into=original)
    tell_unmerged(kept, at)
    for one in theirs:
        tell_merged(one, original, at)
    record("dialogue.undo_merge", original, actor=actor, at=at, into=str(kept.into_id))
    return original


def _under(original: Expectation) -> set[UUID]:
    """Return what was merged into ``original``, and into that in turn, and is so still."""
    found: set[UUID] = set()
    nearest = {original.pk}
    while nearest:
        merges = Merge.objects.filter(into__in=nearest, undone_on=None)
        nearest = set(merges.values_list("original_id", flat=True)) - found
        found |= nearest
    return found
