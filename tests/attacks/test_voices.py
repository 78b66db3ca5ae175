"""Attacks on consultations. First what participants without an account meet: cards, telephones, whoever reads logs and tables."""

import io
import logging
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.by_card.participants import AUTHOR, LINK, OPEN, PRIVATE, Participant
from danaya.apps.dialogue.models import Expectation, Phase, Vote, Voter
from danaya.apps.people.models import Side
from danaya.base.cards.issuing import Issued, replace, revoke
from danaya.base.cards.pocket import cookie_name
from danaya.web.logs import DiscreetFormatter
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.people.factories import make_administration
from tests.attacks.voices import holder, made, tables

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()
    cache.clear()


@pytest.fixture
def room() -> Room:
    make_administration()
    return make_room(Phase.OPEN)


# Cards and telephones


def test_one_card_on_two_telephones_votes_once(room):
    text, card = room.shown(), made(room)
    for opinion in (1, -1):
        phone_with(card.code, room.consultation).post("vote", expectation=text.pk, opinion=opinion)
    assert Voter.objects.count() == 1
    assert Vote.objects.get().opinion == -1


def test_one_telephone_with_two_cards_votes_with_the_first(room):
    text = room.shown()
    phone = phone_with(made(room).code, room.consultation)
    assert phone.enter(made(room).code).status_code == 200
    phone.post("vote", expectation=text.pk, opinion=1)
    assert Voter.objects.count() == 1


def test_forged_codes_open_nothing(room):
    room.shown()
    for number in range(40):
        forged = "".join(random.Random(number).choices("ABCDEFGHJKMNPQRSTVWXYZ23456789", k=16))
        phone = Phone(room.consultation)
        assert "Vérifiez le code" in text_of(phone.enter(forged))
        assert not phone.has_card


@pytest.mark.parametrize("purpose", [LINK, OPEN, PRIVATE, AUTHOR])
def test_only_a_voting_card_votes_whatever_is_put_in_the_pocket(room, purpose):
    text, card = room.shown(), made(room, purpose)
    phone = Phone(room.consultation)
    phone.enter(card.code)
    assert phone.post("vote", expectation=text.pk, opinion=1).status_code == 422
    phone.post("stars", add=text.number)
    assert not Voter.objects.exists()


def test_pocket_that_was_changed_or_comes_from_elsewhere_holds_nothing(room, settings):
    text, phone = room.shown(), phone_with(made(room).code, room.consultation)
    kept = phone.client.cookies[cookie_name()].value
    for wrong in (kept[:-2] + "AA", kept[4:], "x", ""):
        phone.client.cookies[cookie_name()] = wrong
        assert phone.post("vote", expectation=text.pk, opinion=1).status_code == 422
    name = cookie_name()
    settings.SECRET_KEY = "another installation's " * 3
    phone.client.cookies[name] = kept
    assert phone.post("vote", expectation=text.pk, opinion=1).status_code == 422
    assert not Vote.objects.exists()


@pytest.mark.parametrize("end", [lambda card: revoke([card], AT.date()), lambda card: replace(card, on=AT.date())])
def test_revoked_card_says_nothing_more(room, end):
    text, card = room.shown(), made(room)
    phone = phone_with(card.code, room.consultation)
    end(card.card)
    assert phone.post("vote", expectation=text.pk, opinion=1).status_code == 403
    assert phone.post("participant_write", text="Encore", language="fr", voice="side", step="send").status_code == 403
    assert not Vote.objects.exists()
    assert Expectation.objects.count() == 1


# Who reads: logs and tables


@dataclass
class Spoken:
    """Somebody who has done everything that can be done with a card."""

    card: Issued
    who: Participant
    phone: Phone


def speak(room: Room) -> Spoken:
    card, shown = made(room), room.shown()
    phone = phone_with(card.code, room.consultation)
    phone.client.get(f"/c/{card.code}")
    phone.post("vote", expectation=shown.pk, opinion=1)
    phone.post("stars", add=shown.number)
    for words, voice in (("Sans nom.", "anonymous"), ("Au nom du côté.", "side"), ("Au nom du corps.", "organisation")):
        phone.post("participant_write", text=words, language="fr", voice=voice, step="send")
    return Spoken(card, holder(room, card), phone)


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged from the lowest level on, as the installation writes it."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(DiscreetFormatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_code_stands_in_a_log_whatever_goes_wrong(room, written, monkeypatch):
    spoken = speak(room)
    code, link = spoken.card.code, made(room, LINK).code
    typo = code[:-1] + ("A" if code[-1] != "A" else "B")
    strict, failing = Client(enforce_csrf_checks=True), Client(raise_request_exception=False)
    strict.post(f"/c/{code}/")
    failing.put(f"/c/{code}/")
    failing.get(f"/c/{typo}/x/")
    failing.get(f"/l/{typo}")
    failing.post(f"/l/{link}")
    monkeypatch.setattr("danaya.apps.dialogue.views.by_card.entering.find_among", broken)
    failing.get(f"/c/{code}/")
    failing.post(reverse("dialogue:enter"), {"code": code})
    lines = written.getvalue()
    assert "Internal Server Error: /c/…" in lines
    assert "Forbidden" in lines
    assert "Not Found" in lines
    for secret in (code, typo, link, spoken.card.root, spoken.who.voter_key):
        for spelling in (secret, secret.lower(), secret.replace("-", "")):
            assert spelling not in lines
    assert str(room.consultation.pk) not in lines


def broken(code: str, *_args: object, **_kwargs: object) -> None:
    raise LookupError(f"nothing for {code} in /c/{code}/")


def test_no_code_and_no_root_stand_in_any_table_and_each_key_in_its_own_alone(room):
    spoken = speak(room)
    found = tables()
    everything = "\n".join(line for rows in found.values() for line in rows)
    assert "Au nom du corps." in everything
    for secret in (spoken.card.code, spoken.card.root):
        for spelling in (secret, secret.lower(), secret.replace("-", ""), secret.replace("-", "").lower()):
            assert spelling not in everything
    marks = [row.author_key for row in Expectation.objects.exclude(author_key="")]
    assert len(set(marks)) == 3
    homes = {
        spoken.card.card.digest: "cards_card",
        spoken.who.voter_key: "dialogue_voter",
        **dict.fromkeys(marks, "dialogue_expectation"),
    }
    for key, home in homes.items():
        assert [table for table, rows in found.items() if key in "\n".join(rows)] == [home]


def test_texts_of_one_card_share_nothing_that_texts_of_others_do_not(room):
    """Whoever reads the database cannot put the texts of one card together."""
    speak(room)
    speak(room)
    rows = Expectation.objects.exclude(author_key="").values_list("author_key", "id")
    for column in zip(*rows, strict=True):
        pieces = [str(value)[start : start + 8] for value in column for start in range(0, 32, 8)]
        assert len(set(pieces)) == len(pieces)


def test_no_session_and_no_cookie_beyond_the_browser_is_made(room):
    spoken = speak(room)
    assert not Session.objects.exists()
    cookies = spoken.phone.client.cookies
    assert {configured.CSRF_COOKIE_NAME, cookie_name()} <= set(cookies)
    assert [name for name, cookie in cookies.items() if cookie["max-age"] or cookie["expires"]] == []
    spoken.phone.post("leave")
    assert not spoken.phone.client.cookies[configured.CSRF_COOKIE_NAME].value


def test_signed_in_browser_that_votes_by_card_leaves_no_trace_of_it_in_its_session(room):
    text, client = room.shown(), Client()
    client.force_login(room.private.account)
    client.get(reverse("home"))
    before = dict(client.session.items())
    phone = Phone(room.consultation, client=client)
    phone.enter(made(room).code)
    phone.post("vote", expectation=text.pk, opinion=1)
    phone.post("participant_write", text="Sans nom.", language="fr", voice="anonymous", step="send")
    assert dict(client.session.items()) == before
    assert Vote.objects.exists()


def test_side_of_a_card_cannot_be_chosen(room):
    text = room.shown()
    phone = phone_with(made(room).code, room.consultation)
    phone.post("vote", expectation=text.pk, opinion=1, side="customs", group="customs", organisation="")
    assert Voter.objects.get().side == Side.PRIVATE
    phone.post("participant_write", text="Texte.", language="fr", voice="side", side="customs", step="send")
    assert Expectation.objects.exclude(author_key="").get().side == Side.PRIVATE
