"""A signed-in post takes its code: once, shown once; from then on it is typed as anybody types theirs."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.by_card.participants import VOICE, Group
from danaya.apps.dialogue.models import Ballot, Phase
from danaya.apps.people.models import Role
from danaya.base.cards.models import Card
from danaya.base.journal.models import Entry
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.phones import Phone, text_of
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db

CODE = re.compile(r'<strong dir="ltr">([A-Z2-9-]{19})</strong>')


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()


@pytest.fixture
def room():
    make_administration()
    return make_room(Phase.OPEN)


def signed_in(tenure) -> Client:
    client = Client()
    client.force_login(tenure.account)
    return client


def address(room) -> str:
    return reverse("dialogue:take_part", args=[room.consultation.pk])


def once_in(page: str) -> str:
    return re.search(r'name="once" value="([^"]+)"', page)[1]


def test_code_is_explained_given_once_and_typed(room):
    client, before = signed_in(room.private), Entry.objects.count()
    page = text_of(client.get(address(room)))
    assert "rien ne mène de l’un à l’autre" in page
    assert str(room.private.post.organisation) in page
    assert not Card.objects.exists()
    response = client.post(address(room), {"once": once_in(page)})
    assert "no-store" in response["Cache-Control"]
    code = CODE.search(text_of(response))[1]
    assert Card.objects.get().group == Group.of(room.private.post.organisation).plain
    assert Ballot.objects.get().account == room.private.account
    assert Entry.objects.count() == before
    assert Phone(room.consultation).enter(code).status_code == 302
    again = text_of(client.get(address(room)))
    assert "Votre code vous a été remis" in again
    assert code not in again
    assert 'name="once"' not in again


def test_signed_in_browser_does_not_carry_the_code_on(room):
    client = signed_in(room.private)
    response = client.post(address(room), {"once": once_in(text_of(client.get(address(room))))})
    assert not [name for name in response.cookies if name.endswith(("_card", "_held"))]
    code = CODE.search(text_of(response))[1]
    assert code not in str(dict(client.session))


def test_lost_answer_is_given_again_from_the_same_page_only(room):
    client = signed_in(room.private)
    once = once_in(text_of(client.get(address(room))))
    first, second = (CODE.search(text_of(client.post(address(room), {"once": once})))[1] for _ in range(2))
    assert first == second
    assert "déjà été remis" in text_of(client.post(address(room), {"once": "x"}))
    assert Card.objects.filter(purpose=VOICE).count() == 1


def test_page_of_another_account_draws_another_code(room):
    mine, theirs = signed_in(room.private), signed_in(room.other)
    once = once_in(text_of(mine.get(address(room))))
    first = CODE.search(text_of(mine.post(address(room), {"once": once})))[1]
    assert CODE.search(text_of(theirs.post(address(room), {"once": once})))[1] != first


def test_both_sides_take_part_and_observers_and_technicians_do_not(room):
    for role, status in ((Role.ANALYST, 200), (Role.MEMBER, 200), (Role.OBSERVER, 403), (Role.TECHNICIAN, 403)):
        assert signed_in(make_tenure(role)).get(address(room)).status_code == status, role


def test_no_code_before_the_beginning_and_after_the_end(room):
    room.consultation.phase = Phase.CLOSED
    room.consultation.save()
    page = text_of(signed_in(room.private).get(address(room)))
    assert "il n’est plus remis de code" in page
    assert 'name="once"' not in page
    room.consultation.phase = Phase.PREPARING
    room.consultation.save()
    assert signed_in(room.private).get(address(room)).status_code == 404
