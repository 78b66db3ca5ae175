"""Attacks on pages of participants: script in what others wrote, robots that open addresses, forms of foreign sites."""

import random
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.actions.merge_expectations import merge_expectations
from danaya.apps.dialogue.actions.read_expectation import hold_expectation
from danaya.apps.dialogue.actions.record_fate import record_fate
from danaya.apps.dialogue.actions.restate_expectation import reply_to_reformulation, restate_expectation
from danaya.apps.dialogue.by_card.participants import LINK, OPEN
from danaya.apps.dialogue.models import Expectation, FateKind, Ground, Phase, Vote
from tests.apps.dialogue.factories import AT, Room, make_room
from tests.apps.dialogue.phones import Phone, phone_with, text_of
from tests.apps.people.factories import make_administration
from tests.attacks.voices import digest_of_tables, holder, made

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
    pages = [
        phone.get(name) for name in ("participant", "vote", "votes", "stars", "mine", "participant_write", "shown")
    ]
    pages += [
        phone.get("vote_on", shown.number),
        phone.get("shown_text", shown.number),
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
    one = ("participant", "leave", "participant_write", "mine", "vote", "votes", "stars", "shown")
    found += [reverse(f"dialogue:{name}", args=[room.consultation.pk]) for name in one]
    two = ("written", "mine_text", "mine_rewrite", "mine_withdraw", "mine_reply", "mine_earlier")
    found += [reverse(f"dialogue:{name}", args=[room.consultation.pk, text.pk]) for name in two]
    found.append(reverse("dialogue:mine_proof", args=[room.consultation.pk, text.pk, 1]))
    found += [
        reverse(f"dialogue:{name}", args=[room.consultation.pk, text.number]) for name in ("vote_on", "shown_text")
    ]
    found.append(reverse("dialogue:shown_proof", args=[room.consultation.pk, text.number, 1]))
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
