"""Pages that are made of many commitments ask no more queries of five than of two."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danaya.apps.commitments.actions.signing.arrange_signing import add_body
from danaya.apps.commitments.actions.signing.put_to_signature import put_to_signature
from danaya.apps.commitments.models import Channel, CommitmentState, Decision, Message
from tests.apps.commitments.factories import AT, TODAY, claimed, make_parties
from tests.apps.dialogue.desks import sign_in

pytestmark = pytest.mark.django_db
OF_PLAN = (
    "plan", "drafts", "put_to_signature", "director", "decisions", "ask_decision", "messages", "add_message", "links",
    "scorecard",
)  # fmt: skip
AT_SIGNATURE = ("plan", "signing", "close_signing", "enter_sheet", "versions")


def filled(count):
    """A plan with so many of everything."""
    parties = make_parties()
    for place in range(count):
        one = parties.commitment(f"En vigueur {place}.")
        claimed(one.milestones.first(), TODAY)
        parties.commitment(f"Proposé {place}.", state=CommitmentState.PROPOSED)
        by = parties.customs.post
        options = [{"option": {"fr": "A"}, "consequence": {"fr": "B"}}] * 2
        taken = {"chosen": 0, "decided_on": TODAY, "decided_by": parties.director.post}
        question = {"fr": "Ouvrir ?"}
        Decision.objects.create(
            plan=parties.plan, commitment=one, question=question, options=options, asked_on=TODAY, asked_by=by, **taken
        )
        words = {"fr": "Affiché."}
        Message.objects.create(
            plan=parties.plan,
            commitment=one,
            audience=words,
            words=words,
            channel=Channel.RADIO,
            by=by,
            planned_on=TODAY,
        )
    for post in (parties.customs.post, parties.private.post):
        add_body(parties.plan, post.organisation, post, actor=parties.coordinator, at=AT)
    return parties


def alone(count):
    """What is asked of a plan that is the only one."""
    with transaction.atomic():
        found = asked_of(filled(count))
        transaction.set_rollback(True)
    return found


def asked_of(parties):
    """How many queries each page asks, of a plan being drafted, then put to signature; the handover of its owner's post."""
    client = sign_in(parties.coordinator)
    asked(client, "list")  # the first page of a visit asks for what the others remember
    found = {name: asked(client, name, parties.plan.pk) for name in OF_PLAN}
    found["handover"] = asked(client, "handover", parties.customs.post_id)
    put_to_signature(parties.plan, leave_out=True, actor=parties.coordinator, at=AT)
    return found | {f"{name} at signature": asked(client, name, parties.plan.pk) for name in AT_SIGNATURE}


def asked(client, name, *keys):
    address = reverse(f"commitments:{name}", args=keys)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_ask_no_more_of_a_longer_plan(settings):
    settings.TODAY = TODAY
    few, more = alone(2), alone(5)
    assert {name: count for name, count in more.items() if count > few[name]} == {}
