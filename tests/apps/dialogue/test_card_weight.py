"""What a telephone on a slow network is sent: first view and later pages, with the longest texts and names there can be; right to left."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.by_card.participants import LINK, Group
from danaya.apps.dialogue.models.expectations import LONGEST
from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Kind
from tests.apps.dialogue.factories import AT, Room
from tests.apps.dialogue.full import ARABIC, FRENCH, Full, make_wordy_room
from tests.apps.dialogue.phones import Phone, text_of

pytestmark = pytest.mark.django_db

FIRST_VIEW, LATER_PAGE = 30 * 1024, 5 * 1024


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()


@pytest.fixture
def room() -> Room:
    return make_wordy_room()


def test_first_view_with_sheet_and_script(room):
    group = Group.of(room.private.post.organisation).plain
    code = issue(LINK, room.consultation.pk, group, 1, kind=Kind.LINK, on=AT.date(), pin=True, label="P" * 200)[0].code
    client = Client()
    for address in (reverse("dialogue:link", args=[code]), reverse("dialogue:enter")):
        page = client.get(address)
        asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.content.decode())
        assert len(asked) == 2, asked
        weight = len(page.content) + sum(len(b"".join(client.get(one).streaming_content)) for one in asked)
        assert weight <= FIRST_VIEW, weight


def test_no_later_page_is_heavy(room):
    full = Full(room)
    heavy = {}
    for name, arguments, query in full.pages():
        response = full.phone.get(name, *arguments, **query)
        assert response.status_code == 200, name
        if len(response.content) > LATER_PAGE:
            heavy[name, *map(str, arguments), str(query)] = len(response.content)
    assert heavy == {}


def test_no_page_after_a_button_is_heavy(room):
    phone = Full(room).phone
    data = {"text": ARABIC, "language": "ar", "other": FRENCH, "other_language": "fr", "voice": "anonymous"}
    named = {**data, "other": ("Le chef Traoré et M. Diarra, au 76 12 34 56. " * 9)[:LONGEST]}
    pages = {
        "more": phone.post("participant_write", **data, step="more"),
        "cite": phone.post("participant_write", **data, factor="transparency", matters="payments", step="cite"),
        "named": phone.post("participant_write", **named, step="send"),
        "long": phone.post("participant_write", **{**data, "other": FRENCH + "!"}, step="send"),
    }
    assert {name: len(page.content) for name, page in pages.items() if len(page.content) > LATER_PAGE} == {}
    assert all(page.status_code == 200 for page in pages.values())


# What each page carries


def test_pages_leave_nothing_behind_and_say_nothing_in_their_titles(room):
    full = Full(room)
    for name, arguments, query in full.pages():
        response = full.phone.get(name, *arguments, **query)
        assert response["Cache-Control"] == "no-store", name
        assert response["Referrer-Policy"] == "no-referrer", name
        assert "noindex" in response["X-Robots-Tag"], name
        page = response.content.decode()
        assert 'name="robots" content="noindex, nofollow"' in page, name
        assert "og:" not in page, name
        title = re.search("<title>(.*)</title>", page)[1].lower()
        for word in ("danaya", "douane", "attend", "frais", "intégrité"):
            assert word not in title, (name, title)


def test_every_page_has_a_way_to_leave_at_once_that_needs_no_script(room):
    full = Full(room)
    for name, arguments, query in full.pages():
        page = full.phone.read(name, *arguments, **query)
        leave = full.phone.address("leave")
        assert re.search(rf'<form[^>]* action="{leave}"|<form method="post">', page), name
        assert "data-exit" in page, name


@pytest.mark.parametrize(("languages", "code", "direction"), [([("ar", "Arabic")], "ar", "rtl"), (None, "fr", "ltr")])
def test_page_runs_the_way_its_language_does(room, settings, languages, code, direction):
    if languages:
        settings.LANGUAGES, settings.LANGUAGE_CODE = languages, code
    full = Full(room)
    full.phone.client.cookies["django_language"] = code
    page = full.phone.read("vote_on", 2)
    assert f'<html lang="{code}" dir="{direction}">' in page
    assert '<h1 class="statement" lang="ar" dir="rtl">' in page or '<p class="text" lang="ar" dir="rtl">' in page
    assert 'lang="fr" dir="ltr"' in page
    text_of(full.phone.get("participant"))
    assert isinstance(full.phone, Phone)
