"""A button that is pressed twice makes one thing; the key of a page opens nothing that another post made."""

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.models import Commitment, Decision, Message, Plan
from tests.apps.commitments.factories import TODAY, Parties, make_parties
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

TWO = {f"{name}_{place}_fr": name for name in ("option", "consequence") for place in (1, 2)}
FORMS = {
    "make": (Plan, {"title_fr": "Plan 2027", "starts": "1/1/2027", "ends": "31/12/2028", "most_at_once": "3"}),
    "draft": (Commitment, {"result_fr": "Les frais sont affichés dans 12 postes sur 12."}),
    "ask_decision": (Decision, {"question_fr": "Ouvrir ?", **TWO}),
    "add_message": (
        Message,
        {"audience_fr": "Chauffeurs", "words_fr": "Affiché.", "channel": "radio", "planned_on": "1/12/2026"},
    ),
}


def posts(parties: Parties) -> dict[str, str]:
    owner, counterpart, by = parties.customs.post_id, parties.private.post_id, parties.private.post_id
    return {"owner": str(owner), "counterpart": str(counterpart), "by": str(by), "starts": "1/1/2027"}


@pytest.mark.parametrize("name", FORMS)
def test_pressed_twice_it_is_made_once(settings, name):
    settings.TODAY = TODAY
    make_administration()
    parties, client = make_parties(), Client()
    client.force_login(parties.coordinator.account)
    address = reverse(f"commitments:{name}", args=[] if name == "make" else [parties.plan.pk])
    model, typed = FORMS[name]
    before = model.objects.count()
    sent = {**posts(parties), **typed, "once": str(client.get(address).context["once"])}
    answers = [client.post(address, sent) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert model.objects.count() == before + 1
    # Who goes back and writes another thing loses nothing; a key that names what is another's opens nothing.
    theirs = parties.commitment().pk if name == "draft" else client.get(address).context["once"]
    others = {"title_fr": "B", "result_fr": "B en 12 jours.", "question_fr": "B ?", "words_fr": "B"}
    before = model.objects.count()
    for other in ({**sent, **others}, {**sent, "once": str(theirs)}):
        assert client.post(address, other).status_code == 302
    assert model.objects.count() == before + 2
