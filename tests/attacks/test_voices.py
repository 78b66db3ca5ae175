"""Attacks on consultations. First what participants without an account meet: cards, telephones, robots, foreign sites, whoever reads."""

import hashlib
import io
import logging
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.read_expectation import hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.models import Expectation, FateKind, Ground, Phase, Vote, Voter
from danaya.apps.dialogue.participants import AUTHOR, LINK, OPEN, PRIVATE, VOICE, Group, Participant, participant
from danaya.apps.people.models import Side
from danaya.base.cards.finding import InHand
from danaya.base.cards.issuing import Issued, issue, replace, revoke
from danaya.base.cards.models import Kind
from danaya.base.cards.pocket import cookie_name
from danaya.web.logs import DiscreetFormatter
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ELSEWHERE = ("https://evil.example/", "//evil.example/", "https:evil.example", "/\\evil.example", "javascript:alert(1)")


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()
    cache.clear()


@pytest.fixture
def room() -> Room:
    make_administration(alert_channel={"fr": SCRIPT})
    return make_room(Phase.OPEN)


def made(room: Room, purpose: str = VOICE, **facts: object) -> Issued:
    given = {"kind": Kind.CARD, "on": AT.date(), "random": random.randbytes, **facts}
    group = Group.of(room.private.post.organisation)
    return issue(purpose, room.consultation.pk, group.plain, 1, **given)[0]


def holder(room: Room, issued: Issued) -> Participant:
    return participant(room.consultation, InHand(issued.card, issued.root))


def tables() -> dict[str, list[str]]:
    """Everything in the database, row by row, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


def digest_of_tables() -> dict[str, tuple[int, str]]:
    return {
        table: (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest()) for table, rows in tables().items()
    }


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
    monkeypatch.setattr("danaya.apps.dialogue.views.entering.find_among", broken)
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
    lasting = {name for name, cookie in spoken.phone.client.cookies.items() if cookie["max-age"] or cookie["expires"]}
    assert lasting <= {configured.CSRF_COOKIE_NAME}, "taken back on leaving"
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


# Script in a statement


def test_script_is_escaped_on_every_page(room):
    body = room.private.post.organisation
    body.name = {"fr": SCRIPT}
    body.save()
    room.consultation.question = {"fr": SCRIPT, "en": SCRIPT}
    room.consultation.save()
    card = made(room)
    who, phone = holder(room, card), phone_with(card.code, room.consultation)
    shown, into = (room.shown({"fr": SCRIPT, "en": SCRIPT, "ar": SCRIPT}) for _ in range(2))
    held = room.expectation({"fr": SCRIPT})
    for text in (shown, held):
        text.author_key = who.mark(random.randbytes)
        text.save()
    hold_expectation(held, ground=Ground.NAMES, remark=SCRIPT, revision=1, actor=room.private, at=AT)
    for confirmed in (False, True):
        told = restate_expectation(shown, {"fr": SCRIPT}, actor=room.customs, at=AT)
        reply_to_reformulation(told, confirmed=confirmed, correction=SCRIPT, actor=None, at=AT)
    for _ in range(2):
        record_fate(shown, FateKind.NOT_NOW, reason={"fr": SCRIPT}, actor=room.facilitator, at=AT)
    link = made(room, LINK, label=SCRIPT)
    pages = [phone.get(name) for name in ("participant", "vote", "votes", "stars", "mine", "participant_write")]
    pages += [
        phone.get("vote_on", shown.number),
        phone.get("mine_rewrite", held.pk),
        phone.get("mine_withdraw", held.pk),
    ]
    pages += [phone.get(name, text.pk) for name in ("mine_text", "mine_earlier", "written") for text in (shown, held)]
    pages += [Client().get(f"/l/{link.code}"), phone.enter(SCRIPT), Client().get(f"/c/{SCRIPT.replace('/', '')}")]
    asked = {"text": SCRIPT, "other": SCRIPT, "language": "fr", "voice": "side", "revision": SCRIPT}
    pages += [phone.post("participant_write", **asked, step=step) for step in ("more", "cite", "edit")]
    pages += [phone.post("participant_write", **{**asked, "text": f"M. Diarra {SCRIPT}"}, step="send")]
    pages += [phone.post("mine_rewrite", held.pk, **asked, step="send")]
    merge_expectations(shown, into, actor=room.facilitator, at=AT)
    pages += [phone.get("mine_text", shown.pk)]
    for page in pages:
        assert page.status_code in {200, 404}, page
        words = page.content.decode()
        assert Running().of(words) == []
    assert sum("&lt;script&gt;" in page.content.decode() for page in pages) >= len(pages) - 2


class Running(HTMLParser):
    """What of a page would run, or load something: scripts other than our file, images, handlers."""

    def of(self, page: str) -> list[str]:
        """Return each such tag."""
        self.found: list[str] = []
        self.feed(page)
        return self.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ours = tag == "script" and str(dict(attrs).get("src")).startswith("/static/dialogue/card.js?v=")
        if (tag in {"script", "img"} and not ours) or any(name.startswith("on") for name, _value in attrs):
            self.found.append(str(self.get_starttag_text()))


def test_what_would_run_is_found():
    assert len(Running().of(SCRIPT)) == 2
    assert Running().of('<p title="&lt;img onerror=1&gt;"><script src="/static/dialogue/card.js?v=1"></script>') == []


# Robots that open addresses before anybody does


def addresses_of(room: Room) -> list[str]:
    text = room.shown()
    codes = {"card": made(room).code, "link": made(room, LINK).code, "open_link": made(room, OPEN).code}
    found = [reverse("dialogue:enter"), reverse("dialogue:day"), reverse("dialogue:language")]
    found += [reverse(f"dialogue:{name}", args=[code]) for name, code in codes.items()]
    one = ("participant", "leave", "participant_write", "mine", "vote", "votes", "stars")
    found += [reverse(f"dialogue:{name}", args=[room.consultation.pk]) for name in one]
    two = ("written", "mine_text", "mine_rewrite", "mine_withdraw", "mine_reply", "mine_earlier")
    found += [reverse(f"dialogue:{name}", args=[room.consultation.pk, text.pk]) for name in two]
    found.append(reverse("dialogue:mine_proof", args=[room.consultation.pk, text.pk, 1]))
    found.append(reverse("dialogue:vote_on", args=[room.consultation.pk, text.number]))
    return found


def test_opening_an_address_changes_nothing(room):
    addresses = addresses_of(room)
    phone = phone_with(made(room).code, room.consultation)
    before = digest_of_tables()
    for client in (Client(), phone.client):
        for address in addresses:
            for method in ("GET", "HEAD"):
                response = client.generic(method, address, HTTP_USER_AGENT="WhatsApp/2.24")
                assert response.status_code in {200, 302, 404, 405}, address
    assert digest_of_tables() == before
    assert phone.has_card


def test_every_address_of_participants_was_opened(room):
    from tests.attacks.test_permissions import addresses

    mine = {name for name, one in addresses().items() if one.view.__module__.startswith(PARTICIPANTS)}
    opened = {name for name in mine if any(matches(name, address) for address in addresses_of(room))}
    assert mine - opened == {"dialogue:take_part"}


PARTICIPANTS = tuple(f"danaya.apps.dialogue.views.{name}" for name in ("card_", "entering", "taking_part"))


def matches(name: str, address: str) -> bool:
    from django.urls import resolve

    return resolve(address).view_name == name


# Foreign sites


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_page_sends_anybody_elsewhere(room, target):
    text, phone = room.shown(), phone_with(made(room).code, room.consultation)
    answers = [
        phone.client.post(reverse("dialogue:language"), {"language": "fr", "next": target}),
        phone.client.get(reverse("dialogue:language"), {"next": target}),
        phone.post("vote", expectation=text.pk, opinion=1, back=target, number=target, next=target),
        phone.get("vote", previous=target, next=target),
        phone.post("stars", add=text.number, next=target),
        Client().post(reverse("dialogue:enter"), {"code": target, "next": target}),
        phone.post("leave", next=target),
    ]
    for answer in answers:
        assert "evil" not in answer.get("Location", "")
        assert answer.get("Location", "/").startswith("/")
        assert not answer.get("Location", "/").startswith(("//", "/\\"))


def form_of(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


@pytest.fixture
def guarded(room) -> Phone:
    """A telephone with a card in a browser whose forms are checked."""
    phone = Phone(room.consultation, client=Client(enforce_csrf_checks=True))
    token = form_of(text_of(phone.client.get(reverse("dialogue:enter"))))
    phone.enter(made(room).code, csrfmiddlewaretoken=token)
    assert phone.has_card
    return phone


def press(phone: Phone, text: Expectation, token: str, **headers: Any) -> int:
    data = {"expectation": text.pk, "opinion": 1, "csrfmiddlewaretoken": token}
    return phone.client.post(phone.address("vote"), data, **headers).status_code


def test_forms_of_foreign_sites_do_nothing(room, guarded):
    text = room.shown()
    good = form_of(guarded.read("vote"))
    stranger = form_of(text_of(Client().get(reverse("dialogue:enter"))))
    assert press(guarded, text, "") == 403
    assert press(guarded, text, stranger) == 403
    assert press(guarded, text, good, HTTP_ORIGIN="https://evil.example") == 403
    assert press(guarded, text, stranger, HTTP_ORIGIN="null") == 403
    assert press(guarded, text, good, secure=True, HTTP_REFERER="https://evil.example/") == 403
    assert not Vote.objects.exists()


def test_forms_of_ours_are_taken_from_pages_that_do_not_say_where_they_were(room, guarded):
    """A page without referrer sends its form from the origin ``null``, or from none where the browser is old."""
    text = room.shown()
    for headers in ({"HTTP_ORIGIN": "null"}, {}, {"secure": True}, {"HTTP_ORIGIN": "http://testserver"}):
        assert press(guarded, text, form_of(guarded.read("vote")), **headers) == 302


def test_pages_of_accounts_take_no_form_from_nowhere(room):
    """The one relaxation is for pages by card alone."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(room.private.account)
    address = reverse("dialogue:take_part", args=[room.consultation.pk])
    token = form_of(text_of(client.get(address)))
    assert client.post(address, {"csrfmiddlewaretoken": token}, HTTP_ORIGIN="null").status_code == 403
    assert client.post(address, {"csrfmiddlewaretoken": token}).status_code == 200


def test_every_button_of_participants_asks_for_a_token(room):
    addresses = [address for address in addresses_of(room) if "/day/" not in address]
    before = digest_of_tables()
    guarded = Client(enforce_csrf_checks=True)
    assert {guarded.post(address).status_code for address in addresses} <= {403, 405}
    assert digest_of_tables() == before


def test_side_of_a_card_cannot_be_chosen(room):
    text = room.shown()
    phone = phone_with(made(room).code, room.consultation)
    phone.post("vote", expectation=text.pk, opinion=1, side="customs", group="customs", organisation="")
    assert Voter.objects.get().side == Side.PRIVATE
    phone.post("participant_write", text="Texte.", language="fr", voice="side", side="customs", step="send")
    assert Expectation.objects.exclude(author_key="").get().side == Side.PRIVATE
