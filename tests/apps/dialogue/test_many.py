"""Main pages of a full consultation: 300 expectations, whatever the number of voters; each asks the database little."""

import itertools
import random

import pytest
from django.urls import reverse

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.models import Alike, Expectation, Phase, Star, Voice, Vote, Voter
from danaya.apps.people.models import Side
from tests.apps.dialogue.desks import at, page_of, sign_in
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import phone_with
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

EXPECTATIONS, VOTERS = 300, 24
MOST = 35
"""Queries of a page of the application, at most: its rights, its frame, what it shows."""
MOST_BY_CARD = 15

PAGES = ("consultation", "expectations", "answers", "own", "results", "measures", "room", "merge", "files", "cards")
LISTS = ("shared", "dividing", "not_dividing", "mattering", "unknown")


def fill(room: Room, expectations: int, voters: int) -> None:
    """Write expectations of both sides, some answered, some waiting, and everybody's votes on those shown."""
    chance = random.Random(11)
    made = Expectation.objects.bulk_create(
        Expectation(
            consultation=room.consultation,
            number=number,
            text={"fr": f"Attente numéro {number}", "en": f"Expectation number {number}"},
            voice=Voice.ORGANISATION if number % 3 else Voice.ANONYMOUS,
            organisation=room.private.post.organisation if number % 3 else None,
            side=Side.PRIVATE,
            state="cleared",
            received_on=AT.date(),
            cleared_on=AT.date(),
        )
        for number in range(1, expectations + 1)
    )
    people = Voter.objects.bulk_create(
        Voter(consultation=room.consultation, key=f"voter-{number}", side=(Side.CUSTOMS, Side.PRIVATE)[number % 2])
        for number in range(voters)
    )
    votes = (
        Vote(voter=who, expectation=one, opinion=chance.choice((1, 1, 0, -1)), poll=1) for who in people for one in made
    )
    Vote.objects.bulk_create(votes, batch_size=5000)
    Star.objects.bulk_create(
        Star(voter=who, expectation=one, poll=1) for who in people for one in chance.sample(made, 3)
    )


@pytest.fixture
def full_house(settings) -> Room:
    settings.TODAY = AT.date()
    make_administration()
    room = make_room(Phase.OPEN)
    fill(room, EXPECTATIONS, VOTERS)
    return room


def propose(room: Room, count: int) -> None:
    """Propose pairs to merge, and merge the last ones."""
    texts = list(room.consultation.expectations.order_by("number"))
    pairs = zip(texts[::2], texts[1::2], strict=True)
    facts = {"consultation": room.consultation, "similarity": 0.6}
    Alike.objects.bulk_create(
        Alike(first_id=min(one.pk, other.pk), second_id=max(one.pk, other.pk), **facts)
        for one, other in itertools.islice(pairs, count)
    )
    for one, into in zip(texts[-20::2], texts[-19::2], strict=True):
        merge_expectations(one, into, actor=room.facilitator, at=AT)


def test_pages_of_posts_ask_the_database_little(full_house, django_assert_max_num_queries):
    room = full_house
    room.to(Phase.ANSWERING)
    propose(room, 100)
    one = room.consultation.expectations.get(number=1)
    addresses = [
        "/",
        reverse("dialogue:list"),
        page_of(one),
        *(at(name, room.consultation) for name in PAGES),
        *(at("results_list", room.consultation, kind) for kind in LISTS),
    ]
    for tenure in (room.facilitator, room.private):
        desk = sign_in(tenure)
        opened = [address for address in addresses if desk.get(address).status_code == 200]
        assert len(opened) >= len(addresses) - 1, "members of bodies do not merge"
        for address in opened:
            with django_assert_max_num_queries(MOST):
                desk.get(address)


def test_texts_that_wait_do_not_make_the_readers_list_slow(full_house, django_assert_max_num_queries):
    room = full_house
    room.consultation.expectations.update(state="waiting", number=None)
    desk = sign_in(room.customs)
    with django_assert_max_num_queries(MOST):
        assert desk.get(at("reading", room.consultation)).status_code == 200


def test_pages_by_card_ask_the_database_little(full_house, django_assert_max_num_queries):
    phone = phone_with(full_house.code().code, full_house.consultation)
    for name in ("participant", "vote", "votes", "mine", "stars"):
        phone.read(name)  # counts to route by are kept for some seconds
        with django_assert_max_num_queries(MOST_BY_CARD):
            phone.read(name)
