"""Reading by card: what is shown, what the vote shows of it and what was answered; nothing of a vote that runs, of few, of what waits."""

import random
import re

import pytest
from django.core.files.base import ContentFile

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.read_expectation import hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.by_card.participants import AUTHOR, VOICE, Group, give_code
from danaya.apps.dialogue.models import FateKind, Ground, Grouping
from danaya.apps.people.models import Organisation, Side
from danaya.base.files.storing import store
from tests.apps.dialogue.factories import AT, Room
from tests.apps.dialogue.full import ENGLISH, FRENCH
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.dialogue.voted import Ballots, make_ballots
from tests.apps.people.factories import make_administration, make_organisation

pytestmark = pytest.mark.django_db
CUSTOMS, PRIVATE = Side.CUSTOMS, Side.PRIVATE
WHOLE, SPLIT, FEW = "Afficher les frais.", "Fermer le dimanche.", "Ouvrir la nuit."


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()


@pytest.fixture
def ballots() -> Ballots:
    make_administration()
    return make_ballots()


def phone_of(room: Room, purpose: str = VOICE, language: str = "fr") -> Phone:
    issued = give_code(room.consultation, Group(PRIVATE), purpose, on=AT.date(), random=random.randbytes)
    return phone_with(issued.code, room.consultation, language)


def plain(page: str) -> str:
    words = re.sub(r"<[^>]+>", " ", page.partition("<main>")[2])
    return re.sub(r"\s+", " ", words.replace("&#x27;", "'").replace("’", "'"))


def voted(ballots: Ballots) -> None:
    """Three texts; the last one had four voters of customs."""
    split, whole, few = (ballots.room.shown(text) for text in (SPLIT, WHOLE, FEW))
    ballots.vote(split, {CUSTOMS: (12, 8, 0), PRIVATE: (3, 17, 0)})
    ballots.vote(whole, {CUSTOMS: (19, 1, 0), PRIVATE: (18, 2, 0)})
    ballots.vote(few, {CUSTOMS: (4, 0, 0), PRIVATE: (20, 0, 0)})


def test_before_a_count_texts_stand_by_number_and_no_vote_is_told(ballots):
    voted(ballots)
    phone = phone_of(ballots.room)
    assert "Lire ce que d'autres attendent" in plain(phone.read("participant"))
    page = plain(phone.read("shown"))
    assert page.index(SPLIT) < page.index(WHOLE) < page.index(FEW)
    for said in (page, *(plain(phone.read("shown_text", number)) for number in (1, 2, 3))):
        assert "rang" not in said
        assert "%" not in said


def test_after_the_count_the_most_shared_stands_first_and_its_votes_on_its_page(ballots):
    voted(ballots)
    ballots.end()
    phone = phone_of(ballots.room)
    assert "Lire ce que montre le vote, et les réponses" in plain(phone.read("participant"))
    page = plain(phone.read("shown"))
    assert page.index(WHOLE) < page.index(SPLIT) < page.index(FEW)
    assert "Une attente a presque sûrement la majorité dans chaque groupe." in page
    assert "A-02 · rang 1 au vote" in page
    of_text = plain(phone.read("shown_text", 2))
    assert "entre crochets, l'intervalle à 90 %." in of_text
    assert re.search(r"Douane – 95 % \[\d+ ; \d+\]", of_text)
    assert re.search(r"Secteur privé – 90 % \[\d+ ; \d+\]", of_text)


def test_of_fewer_than_five_voters_nothing_is_told(ballots):
    voted(ballots)
    ballots.end()
    page = plain(phone_of(ballots.room).read("shown_text", 3))
    assert "Douane – moins de 5 votants" in page
    assert "Secteur privé – 100 %" in page


def test_what_waits_or_is_held_or_merged_has_no_page_here(ballots):
    room = ballots.room
    shown, twin = room.shown(WHOLE), room.shown("Afficher les frais partout.")
    merge_expectations(twin, shown, actor=room.facilitator, at=AT)
    room.expectation("Pas encore lu.")
    held = room.expectation("Le chef Untel en prend.")
    hold_expectation(held, ground=Ground.NAMES, revision=1, actor=room.customs, at=AT)
    phone = phone_of(room)
    page = phone.read("shown")
    assert WHOLE in page
    assert not [text for text in ("partout", "Pas encore lu", "Untel") if text in page]
    for number in (twin.number, 3, 4):
        text_of(phone.get("shown_text", number), 404)


def test_answer_and_its_proof_are_read_by_whoever_takes_part(ballots):
    room = ballots.room
    text, other = room.shown(WHOLE), room.shown(SPLIT)
    proof = store(ContentFile(b"affiche", "affiche.txt"), at=AT)
    record_fate(text, FateKind.ALREADY_TRUE, proof=proof, actor=room.facilitator, at=AT)
    record_fate(other, FateKind.NOT_NOW, reason={"fr": "La loi change en mars."}, actor=room.facilitator, at=AT)
    phone = phone_of(room)
    assert "déjà vrai" in phone.read("shown")
    assert "affiche.txt" in phone.read("shown_text", text.number)
    assert b"".join(phone.get("shown_proof", text.number, 1).streaming_content) == b"affiche"
    assert "La loi change en mars." in phone.read("shown_text", other.number)
    text_of(phone.get("shown_proof", other.number, 1), 404)
    text_of(phone.get("shown_proof", text.number, 2), 404)


def test_day_on_which_an_answer_is_due_stands_where_there_is_none(ballots):
    text = ballots.room.shown(WHOLE)
    assert "au plus tard le 23 décembre 2026" in plain(phone_of(ballots.room).read("shown_text", text.number))


def test_code_of_an_open_link_reads_its_own_texts_alone(ballots):
    text = ballots.room.shown(WHOLE)
    phone = phone_of(ballots.room, AUTHOR)
    assert "Lire ce que d'autres attendent" not in plain(phone.read("participant"))
    for name, *more in (("shown",), ("shown_text", text.number), ("shown_proof", text.number, 1)):
        assert phone.get(name, *more)["Location"].endswith("/c/")


def test_pages_stay_light_with_long_texts_and_seven_organisations():
    make_administration()
    ballots = make_ballots(grouping=Grouping.BODIES)
    bodies = [make_organisation(side) for side in (CUSTOMS, *[PRIVATE] * 6)]
    texts = [ballots.room.shown({"fr": FRENCH, "en": ENGLISH}) for _ in range(7)]
    for place, text in enumerate(texts):
        ballots.vote(text, dict.fromkeys(bodies, (8, place, 0)))
        record_fate(text, FateKind.NOT_NOW, reason={"fr": FRENCH}, actor=ballots.room.facilitator, at=AT)
    ballots.end()
    name = "Fédération nationale des commissionnaires en douane agréés et transitaires de Tamarie"
    Organisation.objects.update(name={"fr": name})
    phone = phone_of(ballots.room)
    for response in (phone.get("shown"), phone.get("shown", page=2), *(phone.get("shown_text", n) for n in (1, 7))):
        assert response.status_code == 200
        assert len(response.content) <= 5 * 1024
