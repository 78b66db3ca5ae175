"""The communication plan: nothing goes outside in words that the director did not authorise; among the parties one speaks freely."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.commitments.actions.telling.authorise_edition import authorise_edition, withdraw_edition
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.actions.telling.plan_message import Telling, mark_told, plan_message, rewrite_message
from danaya.apps.commitments.models import Channel, Edition, Message
from danaya.engines.language import Problem
from tests.apps.commitments.factories import AT, TODAY
from tests.apps.commitments.telling.factories import Stories
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

WORDS = {"fr": "Les frais sont affichés dans les 12 postes.", "en": "Fees are posted at the 12 posts."}


@pytest.fixture
def stories(settings) -> Stories:
    settings.TODAY = TODAY
    make_administration()
    return Stories.make()


def planned(stories: Stories, channel: Channel = Channel.RADIO, **facts) -> Message:
    telling = Telling({"fr": "Transporteurs"}, WORDS, channel, stories.parties.private.post, TODAY, **facts)
    return plan_message(stories.plan, telling, actor=stories.parties.coordinator, at=AT)


def authorised(stories: Stories) -> Edition:
    edition = make_edition(stories.plan, actor=stories.parties.coordinator, at=AT)
    return authorise_edition(edition, shown=edition.digest, actor=stories.parties.director, at=AT)


def refused(stories: Stories, message: Message, done_on=TODAY) -> bool:
    """Whether telling it is refused for want of the director's word."""
    try:
        mark_told(message, done_on=done_on, actor=stories.parties.coordinator, at=AT)
    except Problem as found:
        return found.code == "commitments-message-unauthorised"
    return False


@pytest.mark.parametrize("channel", Channel)
def test_among_the_parties_one_speaks_freely_and_outside_the_director_comes_first(stories, channel):
    inside = {Channel.MEETING}
    assert refused(stories, planned(stories, channel)) is (channel not in inside)
    body = stories.parties.private.post.organisation
    addressed = planned(stories, channel, organisation=body)
    assert refused(stories, addressed) is (channel not in {*inside, Channel.MAIL, Channel.LETTER})


def test_a_message_is_told_in_the_words_of_an_edition_authorised_by_that_day(stories):
    message = planned(stories)
    edition = authorised(stories)
    assert [one["words"] for one in edition.content["messages"]] == [WORDS]
    assert refused(stories, message, TODAY - timedelta(days=1)), "told before it was authorised"
    assert refused(stories, planned(stories, Channel.PRESS)), "planned after the edition"
    assert not refused(stories, message)
    message.refresh_from_db()
    assert (message.done_on, message.edition) == (TODAY, edition)


def test_other_words_altered_content_and_withdrawal_cover_nothing(stories):
    message = planned(stories)
    edition = authorised(stories)
    telling = Telling({"fr": "Transporteurs"}, WORDS, Channel.RADIO, stories.parties.private.post, TODAY)
    facts = {"actor": stories.parties.coordinator, "at": AT}
    rewrite_message(message, replace(telling, words={"fr": "Tout est réglé."}), **facts)
    assert refused(stories, message)
    forged = {**edition.content, "messages": [{**edition.content["messages"][0], "words": {"fr": "Tout est réglé."}}]}
    Edition.objects.filter(pk=edition.pk).update(content=forged)
    assert refused(stories, message)
    Edition.objects.filter(pk=edition.pk).update(content=edition.content)
    rewrite_message(message, telling, **facts)
    withdraw_edition(edition, why="Un chiffre est faux.", actor=stories.parties.director, at=AT)
    assert refused(stories, message)


def test_a_form_posted_by_hand_is_refused_in_words_that_lead_to_the_editions(stories):
    message = planned(stories)
    client = Client()
    client.force_login(stories.parties.private.account)
    place = [stories.plan.pk, message.pk]
    answer = client.post(reverse("commitments:told_message", args=place), {"done_on": TODAY, "note": "Radio Naoré"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Le poste « {stories.parties.director.post.title['fr']} » doit" in page.replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    assert "Radio Naoré" in page
    assert reverse("commitments:editions", args=[stories.plan.pk]) in page
    message.refresh_from_db()
    assert message.done_on is None
    shown = client.get(reverse("commitments:message", args=place)).content.decode()
    assert "whatsapp://" not in shown
    edition = authorised(stories)
    read = client.get(reverse("commitments:edition", args=[stories.plan.pk, edition.number])).content.decode()
    assert WORDS["fr"][:20] in read, "the director reads the words before authorising them"
    assert "whatsapp://" in client.get(reverse("commitments:message", args=place)).content.decode()
