"""Voting by card: one expectation a page, languages, going back, votes again, stars; few queries; a thousand at once."""

import random
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.actions.submit_expectation import Author
from danaya.apps.dialogue.by_card.participants import VOICE, Group, give_code
from danaya.apps.dialogue.models import Opinion, Phase, Star, Voice, Vote, Voter
from danaya.apps.people.models import Side
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

SHOWN = re.compile(r'name="expectation" value="([0-9a-f-]{36})"')


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()


@pytest.fixture
def room() -> Room:
    make_administration()
    return make_room(Phase.OPEN)


def voter(room: Room, side: Side = Side.PRIVATE, language: str = "fr") -> Phone:
    issued = give_code(room.consultation, Group(side), VOICE, on=AT.date(), random=random.randbytes)
    return phone_with(issued.code, room.consultation, language)


def press(phone: Phone, opinion: int, **query: object):
    """Vote on what the page shows, as its form does."""
    page = phone.read("vote", **query)
    hidden = dict(re.findall(r'<input type="hidden" name="(expectation|number|back)" value="([^"]*)">', page))
    return phone.post("vote", opinion=opinion, **hidden)


def plain(page: str) -> str:
    return page.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'").replace("&#x27;", "'")


def test_vote_leads_to_the_next_until_all_are_read(room):
    made = {str(room.shown(f"Texte {number}.").pk) for number in range(3)}
    phone = voter(room)
    seen = set()
    for place in range(1, 4):
        page = phone.read("vote")
        assert f"{place} sur 3" in page
        seen.add(SHOWN.search(page)[1])
        response = press(phone, 1)
        assert response["Location"].startswith(phone.address("vote") + "?previous=")
    assert seen == made
    assert "Vous avez lu les 3 attentes" in phone.read("vote")
    assert set(Vote.objects.values_list("opinion", flat=True)) == {1}


def test_page_opened_again_shows_the_same_expectation(room):
    for number in range(9):
        room.shown(f"Texte {number}.")
    phone = voter(room)
    assert len({SHOWN.search(phone.read("vote"))[1] for _ in range(5)}) == 1


def test_back_to_the_one_before_and_change_it(room):
    first = room.shown("Premier.")
    room.shown("Second.")
    phone = voter(room)
    phone.post("vote", expectation=first.pk, number=1, opinion=1)
    page = phone.read("vote", previous=1)
    assert phone.address("vote_on", 1) in page
    page = phone.read("vote_on", 1)
    assert "Votre vote : D'accord" in plain(page)
    assert 'name="opinion" value="1" aria-pressed="true"' in page
    assert phone.post("vote", expectation=first.pk, number=1, opinion=-1, back="votes")["Location"] == phone.address(
        "votes"
    )
    assert Vote.objects.get().opinion == Opinion.DISAGREE


def test_put_off_ones_come_back_when_asked_for_and_first_in_the_list(room):
    for number in range(3):
        room.shown(f"Texte {number}.")
    phone = voter(room)
    for opinion in (1, 0, -1):
        press(phone, opinion)
    page = phone.read("vote")
    assert "Revenir sur celle que vous avez laissée" in page
    assert "1 attente sur laquelle revenir" in phone.read("participant")
    again = phone.read("vote", again=1)
    assert "Vous aviez demandé à y revenir" in again
    listed = phone.read("votes")
    assert listed.index("Me le redemander") < listed.index("Pas d") < listed.index("· D")
    assert press(phone, 0, again=1)["Location"] == phone.address("votes"), "put off again: not asked for ever"
    assert "again=1" in press(phone, 1, again=1)["Location"]
    assert "plus rien sur quoi revenir" in phone.read("vote", again=1) or "Vous avez lu" in phone.read("vote", again=1)


# Languages


@pytest.mark.parametrize(
    ("text", "language", "reader", "first", "untranslated"),
    [
        ({"fr": "Texte", "en": "Text"}, "fr", "fr", ("fr", "Texte"), False),
        ({"fr": "Texte", "en": "Text"}, "fr", "en", ("en", "Text"), False),
        ({"fr": "Texte"}, "fr", "en", ("fr", "Texte"), True),
        ({"ar": "نص"}, "ar", "fr", ("ar", "نص"), True),
        ({"bm": "Sɛbɛn", "fr": "Texte"}, "bm", "fr", ("fr", "Texte"), False),
    ],
)
def test_language_of_the_page_comes_first_and_a_missing_one_is_said(room, text, language, reader, first, untranslated):
    room.shown(text, language=language)
    page = voter(room, language=reader).read("vote")
    code, words = first
    direction = "rtl" if code == "ar" else "ltr"
    assert f'<h1 class="statement" lang="{code}" dir="{direction}">{words}</h1>' in page
    assert (("pas encore traduit" if reader == "fr" else "not translated yet") in page) == untranslated
    for other in set(text) - {code}:
        assert f'<p class="text" lang="{other}"' in page


def test_confirmed_words_of_the_other_side_stand_under_it(room):
    made = room.shown("Afficher.")
    told = restate_expectation(made, {"fr": "Des affiches."}, actor=room.customs, at=AT)
    phone = voter(room)
    assert "Des affiches." not in phone.read("vote")
    reply_to_reformulation(told, confirmed=True, actor=room.private, at=AT)
    page = phone.read("vote")
    assert page.index("Afficher.") < page.index("Autrement dit") < page.index("Des affiches.")


@pytest.mark.parametrize(
    ("voice", "beside"), [(Voice.ORGANISATION, "organisation"), (Voice.SIDE, "Secteur privé"), (Voice.ANONYMOUS, "")]
)
def test_name_beside_a_text_is_the_one_it_was_given(room, voice, beside):
    body = room.private.post.organisation
    room.shown(author=Author(voice, Side.PRIVATE, body, key="k" * 64))
    page = voter(room).read("vote")
    assert (str(body) in page) == (beside == "organisation")
    assert ("Secteur privé" in page) == (beside == "Secteur privé")


# What is not votable


def test_waiting_merged_and_foreign_expectations_are_not_voted_on(room):
    one, two = room.shown("Un"), room.shown("Deux")
    merge_expectations(one, two, actor=room.facilitator, at=AT)
    foreign, waiting = make_room(Phase.OPEN).shown(), room.expectation("Pas encore lu")
    phone = voter(room)
    assert "1 sur 1" in phone.read("vote")
    for key in (one.pk, foreign.pk, waiting.pk):
        assert "plus soumise au vote" in plain(text_of(phone.post("vote", expectation=key, opinion=1), 422))
    text_of(phone.get("vote_on", one.number), 404)
    text_of(phone.get("vote_on", 99), 404)
    assert not Vote.objects.exists()


@pytest.mark.parametrize("data", [{}, {"expectation": "x", "opinion": "1"}, {"opinion": "7"}, {"opinion": "²"}])
def test_vote_without_sense_leads_back(room, data):
    made = room.shown()
    phone = voter(room)
    response = phone.post("vote", **{"expectation": made.pk, **data})
    assert response["Location"] == phone.address("vote")
    assert not Vote.objects.exists()


def test_closed_vote_keeps_what_was_given_and_shows_it(room):
    made = room.shown()
    phone = voter(room)
    press(phone, 1)
    room.to(Phase.ANSWERING)
    assert "Le vote est fermé" in phone.read("vote")
    assert "Le vote est fermé" in phone.read("vote_on", 1)
    assert "Le vote est fermé" in text_of(phone.post("vote", expectation=made.pk, opinion=-1), 422)
    listed = phone.read("votes")
    assert "D&#x27;accord" in listed
    assert phone.address("vote_on", 1) not in listed
    assert Vote.objects.get().opinion == Opinion.AGREE


def test_nothing_to_vote_on_yet_says_why(room):
    phone = voter(room)
    assert "On ne vote encore sur rien" in phone.read("vote")
    assert "On ne vote encore sur rien" in phone.read("votes")


def test_long_list_goes_on_over_pages(room):
    for number in range(10):
        room.shown(f"Texte {number}.")
    phone = voter(room)
    assert "page 1 sur 2" in phone.read("votes")
    assert "Texte 9." in phone.read("votes", page=2)
    assert "Texte 9." in phone.read("votes", page="zz9") or "page 1" in phone.read("votes", page="zz9")


# What matters most


def test_three_stars_and_no_fourth(room):
    for number in range(5):
        room.shown(f"Texte {number}.")
    phone = voter(room)
    for number in (1, 2, 3):
        assert phone.post("stars", add=number)["Location"] == phone.address("stars")
    page = text_of(phone.post("stars", add=4))
    assert "au plus trois attentes" in page
    assert page.count('name="remove"') == 3
    assert Star.objects.filter(given=True).count() == 3
    phone.post("stars", remove=2)
    phone.post("stars", add=4)
    assert set(Star.objects.filter(given=True).values_list("expectation__number", flat=True)) == {1, 3, 4}
    for wrong in ("99", "x", "9" * 5000, ""):
        assert phone.post("stars", add=wrong).status_code == 302
    assert Star.objects.filter(given=True).count() == 3


def test_stars_no_longer_change_when_voting_has_ended(room):
    room.shown()
    phone = voter(room)
    phone.post("stars", add=1)
    room.to(Phase.ANSWERING)
    page = phone.read("stars")
    assert "votre choix ne change plus" in page
    assert 'name="remove"' not in page
    assert "Le vote est fermé" in text_of(phone.post("stars", remove=1))


# Routing, weight on the database


def test_fewest_seen_by_my_group_comes_first(room):
    one, two = room.shown("Un"), room.shown("Deux")
    for side, text in ((Side.PRIVATE, one), (Side.CUSTOMS, two)):
        voter(room, side).post("vote", expectation=text.pk, opinion=1)
    assert SHOWN.search(voter(room, Side.PRIVATE).read("vote"))[1] == str(two.pk)
    assert SHOWN.search(voter(room, Side.CUSTOMS).read("vote"))[1] == str(one.pk)


def test_vote_and_the_next_page_ask_the_database_little(room):
    made = [room.shown(f"Texte {number}.") for number in range(4)]
    phone = voter(room)
    phone.post("vote", expectation=made[0].pk, opinion=1)
    phone.get("vote")
    with CaptureQueriesContext(connection) as asked:
        phone.post("vote", expectation=made[1].pk, opinion=1)
    assert len(statements(asked)) <= 6, statements(asked)
    with CaptureQueriesContext(connection) as asked:
        phone.get("vote", previous=2)
    assert len(statements(asked)) <= 7, statements(asked)


def statements(asked: CaptureQueriesContext) -> list[str]:
    return [
        query["sql"][:120]
        for query in asked
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT pg_advisory"))
    ]


def test_voter_is_made_with_the_first_vote_and_kept(room):
    one, two = room.shown("Un"), room.shown("Deux")
    phone = voter(room)
    phone.read("vote")
    assert not Voter.objects.exists()
    for made in (one, two):
        phone.post("vote", expectation=made.pk, opinion=1)
    assert Voter.objects.count() == 1
