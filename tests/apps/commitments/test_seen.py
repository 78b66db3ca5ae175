"""Two who change the same settings or the same message at once: the second reads so first, and loses nothing."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.actions.telling.plan_message import Telling, plan_message
from danaya.apps.commitments.models import Channel, Plan
from tests.apps.commitments.factories import AT, TODAY, Parties, make_parties
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db


@pytest.fixture
def parties(settings) -> Parties:
    settings.TODAY = TODAY
    make_administration()
    return make_parties()


def opened(parties: Parties, page: str) -> tuple[Client, str]:
    client = Client()
    client.force_login(parties.coordinator.account)
    return client, client.get(page).context["form"]["seen"].value()


def test_settings_of_a_plan(parties):
    page = reverse("commitments:change", args=[parties.plan.pk])
    client, seen = opened(parties, page)
    Plan.objects.filter(pk=parties.plan.pk).update(most_at_once=5)
    typed = {"title_fr": "Autre titre", "starts": "1/1/2026", "ends": "31/12/2027", "most_at_once": "3"}
    refused = client.post(page, {**typed, "seen": seen})
    assert refused.status_code == 422
    assert "Autre titre" in refused.content.decode()
    assert Plan.objects.get().most_at_once == 5
    now = refused.context["form"]["seen"].value()
    assert client.post(page, {**typed, "seen": now}).status_code == 302
    assert Plan.objects.get().title["fr"] == "Autre titre"


def test_a_message(parties):
    told = Telling(
        {"fr": "Les transitaires"}, {"fr": "C'est fait."}, Channel.values[0], parties.private.post, date(2026, 12, 1)
    )
    made = plan_message(parties.plan, told, actor=parties.coordinator, at=AT)
    page = reverse("commitments:change_message", args=[parties.plan.pk, made.pk])
    client, seen = opened(parties, page)
    typed = {"audience_fr": "Les transitaires", "channel": made.channel, "by": made.by_id, "planned_on": "1/12/2026"}
    assert client.post(page, {**typed, "words_fr": "Un", "seen": seen}).status_code == 302
    refused = client.post(page, {**typed, "words_fr": "Deux", "seen": seen})
    assert refused.status_code == 422
    made.refresh_from_db()
    assert made.words == {"fr": "Un"}
    assert "Deux" in refused.content.decode()
