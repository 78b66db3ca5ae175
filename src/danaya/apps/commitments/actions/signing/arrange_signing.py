"""Say who adopts the plan, which post signs for each body, and whose visas come first."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from danaya.apps.commitments.actions.signing.holding import lock
from danaya.apps.commitments.models import Body, Circuit, Plan, PlanState
from danaya.apps.commitments.signing.refusals import refuse
from danaya.apps.commitments.signing.standing import has_decided
from danaya.apps.commitments.signing.tidings import tell_removed
from danaya.apps.people.models import Organisation, Post, Side, Tenure
from danaya.base.journal.entries import record

SIDES = (Side.CUSTOMS, Side.PRIVATE)


@transaction.atomic
def add_body(plan: Plan, organisation: Organisation, signatory: Post, *, actor: Tenure, at: datetime) -> Body:
    """Make an organisation a body of the plan; it changes its signatory itself where another post signs.

    Raises
    ------
    Problem
        While a text is being signed (it names the bodies); an organisation that is one already or of no side; a post of another.
    """
    held = lock(plan)
    if held.state == PlanState.SIGNING:
        raise refuse("body-in-text")
    if held.bodies.filter(organisation=organisation).exists():
        raise refuse("body-twice")
    if signatory.organisation_id != organisation.pk or organisation.side not in SIDES:
        raise refuse("post-of-other")
    made = Body.objects.create(plan=held, organisation=organisation, signatory=signatory)
    record("commitments.add_body", held, actor=actor, at=at, body=str(organisation.pk), signatory=str(signatory.pk))
    return made


@transaction.atomic
def remove_body(body: Body, *, actor: Tenure, at: datetime) -> None:
    """Take an organisation out of those that will adopt; its posts are told, its signatures over earlier texts stay.

    Raises
    ------
    Problem
        While a text is being signed: it names the bodies.
    """
    held = lock(body.plan)
    if held.state == PlanState.SIGNING:
        raise refuse("body-in-text")
    Circuit.objects.filter(plan=held, organisation=body.organisation_id).delete()
    Body.objects.filter(pk=body.pk).delete()
    record("commitments.remove_body", held, actor=actor, at=at, body=str(body.organisation_id))
    tell_removed(body, actor.post, at)


@transaction.atomic
def arrange_signing(body: Body, signatory: Post, circuit: Sequence[Post], *, actor: Tenure, at: datetime) -> Body:
    """Name the post that signs for a body and the posts whose visas come first, in their order.

    Raises
    ------
    Problem
        Posts of another organisation, a post twice, the signatory among those who initial; once the body has decided on the
        text being signed.
    """
    held = lock(body.plan)
    _refuse_muddle(body, signatory, circuit)
    version = held.versions.first() if held.state == PlanState.SIGNING else None
    if version and has_decided(version, body.organisation_id):
        raise refuse("body-decided")
    body.signatory = signatory
    body.save(update_fields=["signatory"])
    Circuit.objects.filter(plan=held, organisation=body.organisation_id).delete()
    Circuit.objects.bulk_create(
        Circuit(plan=held, organisation_id=body.organisation_id, post=post, position=place)
        for place, post in enumerate(circuit, start=1)
    )
    record(
        "commitments.arrange_signing",
        held,
        actor=actor,
        at=at,
        body=str(body.organisation_id),
        signatory=str(signatory.pk),
        circuit=[str(post.pk) for post in circuit],
    )
    return body


def _refuse_muddle(body: Body, signatory: Post, circuit: Sequence[Post]) -> None:
    if any(post.organisation_id != body.organisation_id for post in (signatory, *circuit)):
        raise refuse("post-of-other")
    keys = [post.pk for post in circuit]
    if len(set(keys)) != len(keys):
        raise refuse("post-twice")
    if signatory.pk in keys:
        raise refuse("signatory-in-circuit")
