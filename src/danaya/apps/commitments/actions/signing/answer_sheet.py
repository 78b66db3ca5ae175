"""Say whether a sheet that another body entered is one's own: confirmed it counts for good, contested it counts no more."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.actions.signing.adopt_plan import adopt_if_complete
from danaya.apps.commitments.actions.signing.holding import lock
from danaya.apps.commitments.models import Plan, RegisterEntry, SheetAnswer, Signature
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.contested import mark_contested
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.register import REASON, Chance, add_entry, closed
from danaya.apps.commitments.signing.sheets import Sheet, on_sheet
from danaya.apps.commitments.signing.tidings import tell_contested
from danaya.apps.people.models import Tenure
from danaya.base.journal.entries import record
from danaya.engines.language import in_language
from danaya.engines.seals.register import Answer
from danaya.engines.seals.register import answer_sheet as answer_payload


@transaction.atomic
def answer_sheet(
    sheet: Sheet, *, ours: bool, reason: str = "", actor: Tenure, at: datetime, chance: Chance
) -> list[SheetAnswer]:
    """Keep what a body says of its signatures on a sheet: those that the post acted under answers for.

    The plan is adopted with it where this confirmation was the last thing that was waited for.

    Raises
    ------
    Problem
        None of the signatures is of a post or a body that the actor signs for; they were answered for; a sheet is contested without
        a reason.
    """
    held = lock(sheet.plan)
    mine = on_sheet(sheet, actor.post)
    if not mine:
        raise refuse("sheet-not-yours")
    waiting = [one for one in mine if one.is_unconfirmed]
    if not waiting:
        raise refuse("sheet-answered")
    words = "" if ours else reason.strip()
    if not ours and not words:
        raise refuse("sheet-reason-missing")
    entry = _entry(held, waiting, ours, words, actor, at, chance)
    made = [
        SheetAnswer.objects.create(signature=one, ours=ours, reason=words, by=actor.post, on=at.date(), entry=entry)
        for one in waiting
    ]
    record(
        "commitments.confirm_sheet" if ours else "commitments.contest_sheet",
        held,
        actor=actor,
        at=at,
        entries=[one.entry.place + 1 for one in waiting],
        register=[entry.place + 1, entry.digest],
    )
    if not ours:
        mark_contested(held)
        tell_contested(waiting[0], held, at)
    elif (version := version_at_signature(held)) is not None:
        adopt_if_complete(held, version, actor=actor, at=at)
    return made


def _entry(
    plan: Plan,
    signatures: Sequence[Signature],
    ours: bool,
    reason: str,
    actor: Tenure,
    at: datetime,
    chance: Chance,
) -> RegisterEntry:
    """Append the answer to the register; why a sheet is contested stands beside it, closed: it may name somebody."""
    why = closed(REASON, reason, chance)
    answer = Answer(
        organisation=in_language(actor.post.organisation.name, "fr"),
        post=in_language(actor.post.title, "fr"),
        day=at.date(),
        plan=signatures[0].version.digest,
        entries=tuple(one.entry.place + 1 for one in signatures),
        ours=ours,
        reason=why.digest if why else "",
    )
    return add_entry(plan, answer_payload(answer), [why])
