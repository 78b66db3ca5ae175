"""The plan is adopted: by itself once nobody has anything left to sign or to confirm, or when the coordinator closes signing."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from danaya.apps.commitments.actions.signing.holding import at_signature, lock
from danaya.apps.commitments.following import follow
from danaya.apps.commitments.models import Commitment, CommitmentState, Plan, PlanState, Version
from danaya.apps.commitments.signing.contested import mark_contested
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.register import CLOSED_BY_HAND, add_entry
from danaya.apps.commitments.signing.standing import (
    Entry,
    all_decided,
    bodies_of,
    entries_of,
    is_carried,
    unconfirmed_in,
)
from danaya.apps.commitments.signing.tidings import tell_adopted
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.models import Expectation, FateKind
from danaya.apps.people.models import Tenure
from danaya.base.jobs.work import enqueue
from danaya.base.journal.entries import record
from danaya.engines.language import LANGUAGES, Text, in_language
from danaya.engines.seals import Canonical

AFTERWARDS = "commitments.adopted"
"""Job that does what follows the adoption of many commitments at once."""
MOST_AT_ONCE = 200
"""Commitments adopted at once for which whoever signs last does not wait."""

_ANSWER: Text = {
    "fr": "Engagement {references} du plan « {title} »",
    "en": "Commitment {references} of the plan “{title}”",
}


def adopt_if_complete(plan: Plan, version: Version, *, actor: Tenure, at: datetime) -> bool:
    """Adopt the plan if it is carried, every body has decided, every commitment bears both signatures, and none waits for its body.

    A signature on a sheet that another body entered waits: nobody adopts a plan with what they alone say that others signed.
    """
    bodies = bodies_of(version)
    complete = is_carried(bodies) and all_decided(bodies) and not any(one.is_unconfirmed for one in bodies)
    if not complete:
        return False
    entries = entries_of(version)
    if not all(one.is_signed and not one.unconfirmed for one in entries):
        return False
    _adopt(plan, version, entries, actor, at)
    return True


@transaction.atomic
def close_signing(plan: Plan, *, actor: Tenure, at: datetime) -> list[Commitment]:
    """Adopt the plan without waiting for who has not signed; return the commitments that stay proposed for want of a signature.

    Sheets that another body entered and their own has not confirmed are named in the register and in the journal.

    Raises
    ------
    Problem
        No text is at signature; customs or every private-sector body has not adopted.
    """
    held = lock(plan)
    version = at_signature(held)
    if not is_carried(bodies_of(version)):
        raise refuse("not-enough-adopted")
    unconfirmed = [one.entry.place + 1 for one in unconfirmed_in(version)]
    closing: dict[str, Canonical] = {
        "act": CLOSED_BY_HAND,
        "plan": version.digest,
        "version": str(version.number),
        "day": at.date().isoformat(),
        "organisation": in_language(actor.post.organisation.name, "fr"),
        "post": in_language(actor.post.title, "fr"),
        "unconfirmed": unconfirmed,
    }
    entry = add_entry(held, closing)
    record(
        "commitments.close_signing",
        held,
        actor=actor,
        at=at,
        version=version.number,
        unconfirmed=unconfirmed,
        register=[entry.place + 1, entry.digest],
    )
    return _adopt(held, version, entries_of(version), actor, at)


def _adopt(plan: Plan, version: Version, entries: Sequence[Entry], actor: Tenure, at: datetime) -> list[Commitment]:
    """Put what was signed in force; return what was not signed by both."""
    today = at.date()
    ready = {one.key for one in entries if one.is_signed}
    proposed = plan.commitments.filter(pk__in=[one.key for one in entries if one.state == CommitmentState.PROPOSED])
    rows = list(proposed.select_related("plan", "owner__organisation").order_by("number"))
    signed = [one for one in rows if one.pk in ready]
    unsigned = [one for one in rows if one.pk not in ready]
    Commitment.objects.filter(pk__in=[one.pk for one in signed]).update(state=CommitmentState.ADOPTED, adopted_on=today)
    Commitment.objects.filter(pk__in=ready).update(reworded_on=None)
    plan.state = PlanState.ADOPTED
    plan.adopted_on = plan.adopted_on or today
    plan.save(update_fields=["state", "adopted_on"])
    mark_contested(plan)
    record(
        "commitments.adopt_plan",
        plan,
        actor=actor,
        at=at,
        version=version.number,
        adopted=[one.reference for one in signed],
        left=[one.reference for one in unsigned],
    )
    if len(signed) > MOST_AT_ONCE:
        enqueue(AFTERWARDS, owner=None, at=at, plan_id=str(plan.pk), tenure=str(actor.pk), moment=at.isoformat())
    else:
        after_adoption(plan, Commitment.objects.filter(pk__in=[one.pk for one in signed]), actor=actor, at=at)
    tell_adopted(plan, at)
    return unsigned


@transaction.atomic
def after_adoption(plan: Plan, adopted: QuerySet[Commitment], *, actor: Tenure, at: datetime) -> None:
    """Write down where newly adopted commitments stand, and answer the expectations they came of; done twice it changes nothing."""
    rows = adopted.select_related("owner__organisation").order_by("number")
    follow(rows, at.date())
    _answer_expectations(plan, rows, actor, at)


def _answer_expectations(plan: Plan, commitments: Iterable[Commitment], actor: Tenure, at: datetime) -> None:
    """Say of each expectation that a new commitment answers that it is in the plan: once, by the owner's body."""
    rows = list(commitments)
    linked = Expectation.objects.select_related("merged_into").order_by("number")
    prefetch_related_objects(rows, Prefetch("expectations", linked))
    answered: dict[Expectation, list[Commitment]] = {}
    for commitment in rows:
        for one in commitment.expectations.all():
            answered.setdefault(one.merged_into or one, []).append(commitment)
    prefetch_related_objects(list(answered), "fates")
    holders = _answering(plan, at)
    for expectation, given in answered.items():
        last = next(iter(expectation.fates.all()), None)
        if expectation.is_shown and (last is None or last.kind != FateKind.PLANNED):
            by = holders.get(given[0].owner.organisation_id, actor)
            record_fate(expectation, FateKind.PLANNED, reason=_reason(plan, given), actor=by, at=at)


def _reason(plan: Plan, rows: Sequence[Commitment]) -> Text:
    references = ", ".join(one.reference for one in rows)
    return {
        code: _ANSWER[code].format(references=references, title=in_language(plan.title, code)) for code in LANGUAGES
    }


def _answering(plan: Plan, at: datetime) -> dict[UUID, Tenure]:
    """Return who answers for each body: the holder of the post that signs for it, where somebody holds it."""
    signatories = dict(plan.bodies.values_list("signatory", "organisation"))
    held = Tenure.objects.acting_on(at.date()).filter(post__in=signatories).select_related("post", "account")
    found: dict[UUID, Tenure] = {}
    for one in held:
        found.setdefault(signatories[one.post_id], one)
    return found
