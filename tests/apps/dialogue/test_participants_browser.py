"""Pages by card in Chromium: on a telephone and a screen, in both languages, without script, by keyboard, right to left."""

import random

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from danaya.apps.dialogue.actions.cast_vote import cast_vote
from danaya.apps.dialogue.by_card.participants import LINK, OPEN, VOICE, Group, find_voter, give_code
from danaya.apps.dialogue.models import Expectation, Opinion, Phase, Star, Vote
from danaya.apps.people.models import Side
from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Kind
from danaya.base.cards.pocket import cookie_name
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.full import Full, make_wordy_room
from tests.apps.people.factories import make_administration
from tests.browser import SCREENS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _one_day(settings):
    settings.TODAY = AT.date()


def code_of(room, purpose=VOICE, group=None, **facts):
    given = {"on": AT.date(), "random": random.randbytes, **facts}
    return issue(purpose, room.consultation.pk, (group or Group(Side.PRIVATE)).plain, 1, **given)[0].code


def enter(page, code):
    page.goto(f"/c/{code}")
    page.locator("main form button").click()


@pytest.fixture
def room(live_server):
    make_administration(alert_channel={"fr": "Inspection, 80 00 11 11", "en": "Inspectorate, 80 00 11 11"})
    return make_room(Phase.OPEN)


# Looked at by axe


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_every_page_with_long_texts_is_accessible(live_server, new_page, assert_accessible, width, language):
    full = Full(make_wordy_room())
    page = new_page(width=width, language=language)
    enter(page, full.code)
    for name, arguments, query in full.pages():
        address = full.phone.address(name, *arguments) + "?" + "&".join(f"{key}={one}" for key, one in query.items())
        assert page.goto(address).status == 200, address
        assert_accessible(page)


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_pages_before_one_enters_and_refusals_are_accessible(room, new_page, assert_accessible, width, language):
    page = new_page(width=width, language=language)
    group = Group.of(room.private.post.organisation)
    link = code_of(room, LINK, group, kind=Kind.LINK, pin=True, label="Présidence", expires_on=AT.date())
    for address in ("/c/", "/day/", f"/l/{link}", f"/o/{code_of(room, OPEN)}", f"/c/{code_of(room)}", "/c/ABCD"):
        page.goto(address)
        assert_accessible(page)
    page.goto("/c/")
    page.locator("#code").fill("abcd")
    page.locator("main button").click()
    assert_accessible(page)
    assert page.evaluate("document.activeElement.className") == "problem"
    page.goto(f"/o/{code_of(room, OPEN)}")
    page.locator("main form button").click()
    assert_accessible(page)
    page.locator("main a.button").click()
    assert_accessible(page)
    enter(page, code_of(room))
    assert_accessible(page)


@pytest.mark.parametrize(("language", "width"), SCREENS)
def test_writing_its_refusals_and_its_second_look_are_accessible(room, new_page, assert_accessible, width, language):
    page = new_page(width=width, language=language)
    enter(page, code_of(room))
    page.goto(f"/c/{room.consultation.pk}/write/")
    page.locator("#text").fill("x" * 430)
    page.locator("button[value=send]").click()
    assert_accessible(page)
    page.locator(".problem a").first.click()
    assert page.evaluate("document.activeElement.id") == "text"
    page.locator("#text").fill("M. Diarra demande de l'argent.")
    page.locator("[name=voice][value=anonymous]").check()
    page.locator("button[value=more]").click()
    assert_accessible(page)
    page.locator("button[value=send]").click()
    assert_accessible(page)
    page.locator("button[value=edit]").click()
    assert page.locator("#text").input_value() == "M. Diarra demande de l'argent."
    assert_accessible(page)


# A whole visit on a telephone without script


@pytest.mark.parametrize("language", ["fr", "en"])
def test_card_to_leaving_without_script(room, new_page, language):
    for number in range(3):
        room.shown({"fr": f"Texte {number}.", "en": f"Text {number}."})
    page = new_page(width=320, script=False, language=language)
    page.goto("/c/")
    page.locator("#code").fill(code_of(room, VOICE, Group.of(room.private.post.organisation)).lower())
    page.locator("main button").click()
    page.locator("main a", has_text="crire une attente" if language == "fr" else "Write an expectation").click()
    page.locator("#text").fill("Une quittance pour chaque paiement.")
    page.locator("[name=voice][value=side]").check()
    page.locator("button[value=send]").click()
    expect(page.locator("h1")).to_have_text("Votre texte est remis" if language == "fr" else "Your text is handed in")
    kept = Expectation.objects.get(author_key__gt="")
    page.locator("main a.button").click()
    assert page.url.endswith(f"/mine/{kept.pk}/")
    page.goto(f"/c/{room.consultation.pk}/vote/")
    for _ in range(2):
        page.locator("button[name=opinion][value='1']").click()
    assert Vote.objects.count() == 2
    page.locator("main .links a").first.click()
    page.locator("button[name=opinion][value='-1']").click()
    assert sorted(Vote.objects.values_list("opinion", flat=True)) == [-1, 1]
    page.goto(f"/c/{room.consultation.pk}/stars/")
    page.locator("button[name=add]").first.click()
    assert Star.objects.count() == 1
    page.locator("button.exit").first.click()
    assert page.url.endswith("/day/")
    page.go_back()
    page.reload()
    assert page.url.endswith("/c/")


def test_personal_link_without_script_shows_the_code_big_and_goes_on(room, new_page):
    page = new_page(width=320, script=False)
    page.goto(f"/l/{code_of(room, LINK, kind=Kind.LINK)}")
    page.locator("main form button").click()
    code = page.locator(".code").inner_text()
    assert page.locator(".code").bounding_box()["height"] < 60, "on one line"
    page.locator("main a.button").click()
    assert page.url.endswith(f"/c/{room.consultation.pk}/")
    other = new_page(width=320, script=False)
    enter(other, code)
    assert other.url.endswith(f"/c/{room.consultation.pk}/")


def test_language_is_changed_on_the_page(room, new_page):
    page = new_page(width=320)
    page.goto(f"/c/{code_of(room)}")
    page.locator("header button[name=language]").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("main form button").click()
    page.locator("header button[name=language]").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.url.endswith(f"/c/{room.consultation.pk}/")


# Leaving


def test_leaving_quickly_blanks_the_page_and_takes_its_place_in_the_history(room, new_page):
    room.shown()
    page = new_page(width=320)
    enter(page, code_of(room))
    page.goto(f"/c/{room.consultation.pk}/vote/")
    length = page.evaluate("history.length")
    page.locator("button.exit").click()
    page.wait_for_url("**/day/")
    assert page.evaluate("history.length") == length, "replaced, not added"
    page.wait_for_timeout(500)
    assert cookie_name() not in {cookie["name"] for cookie in page.context.cookies()}
    page.goto(f"/c/{room.consultation.pk}/vote/")
    assert page.url.endswith("/c/")


def test_leaving_quickly_before_entering(room, new_page):
    page = new_page(width=320)
    page.goto("/c/")
    page.locator("a.exit").click()
    page.wait_for_url("**/day/")
    assert page.evaluate("history.length") <= 2


# The pocket in a real browser


def test_pocket_is_shown_to_its_own_consultation_alone(room, new_page):
    other = make_room(Phase.OPEN)
    page = new_page()
    for one in (room, other):
        enter(page, code_of(one))
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] == cookie_name()]
    assert {cookie["path"] for cookie in kept} == {f"/c/{one.consultation.pk}/" for one in (room, other)}
    assert all(cookie["expires"] == -1 and cookie["httpOnly"] for cookie in kept)
    for one in (room, other):
        page.goto(f"/c/{one.consultation.pk}/")
        assert page.url.endswith(f"/c/{one.consultation.pk}/")


def test_second_card_is_refused_in_a_real_browser(room, new_page):
    page = new_page(width=320)
    for _ in range(2):
        enter(page, code_of(room))
    expect(page.locator(".problem")).to_contain_text("chacune a son téléphone")
    page.locator("main a.button").click()
    assert page.url.endswith(f"/c/{room.consultation.pk}/")


def test_signed_in_post_takes_its_code_and_types_it(room, new_page):
    client = Client()
    client.force_login(room.private.account)
    page = new_page(client=client)
    page.goto(reverse("dialogue:take_part", args=[room.consultation.pk]))
    page.locator("main form button").click()
    code = page.locator("main strong").inner_text()
    page.locator("main a.button").click()
    page.locator("#code").fill(code)
    page.locator("main button").click()
    assert page.url.endswith(f"/c/{room.consultation.pk}/")


# By keyboard, in other colours, on paper, right to left


def test_card_is_entered_and_a_vote_given_by_keyboard(room, new_page):
    room.shown()
    page = new_page(width=320)
    page.goto("/c/")
    seen = []
    for _ in range(4):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
    assert seen == ["button exit", "plain", "code-field", "BUTTON"]
    page.locator("#code").focus()
    page.keyboard.type(code_of(room))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/c/{room.consultation.pk}/")
    page.goto(f"/c/{room.consultation.pk}/vote/")
    names = []
    for _ in range(5):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.innerText"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", names
    assert names[2:] == ["D'accord", "Pas d'accord", "Me le redemander"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vote/?previous=1")
    assert Vote.objects.get().opinion == Opinion.DISAGREE


def test_buttons_are_large_enough_for_a_thumb(room, new_page):
    for number in range(10):
        room.shown(f"Texte {number}.")
    page = new_page(width=320)
    enter(page, code_of(room))
    for name in ("", "vote/", "votes/", "stars/", "write/", "mine/", "leave/"):
        page.goto(f"/c/{room.consultation.pk}/{name}")
        low = page.evaluate(
            "[...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select')]"
            ".filter(one => one.offsetParent).map(one => (one.closest('label') || one).getBoundingClientRect())"
            ".filter(box => box.height < 43.9).length"
        )
        assert low == 0, name


def test_nothing_depends_on_colours(room, new_page):
    who = room.participant()
    cast_vote(find_voter(who), room.shown(), Opinion.AGREE)
    issued = give_code(room.consultation, Group(Side.PRIVATE), VOICE, on=AT.date(), random=random.randbytes)
    page = new_page(width=320)
    enter(page, issued.code)
    page.emulate_media(forced_colors="active")
    page.goto(f"/c/{room.consultation.pk}/vote/")
    borders = page.evaluate(
        "[...document.querySelectorAll('button')].filter(one => !one.matches('.plain'))"
        ".map(one => [getComputedStyle(one).borderTopStyle, getComputedStyle(one).borderTopWidth])"
    )
    assert borders
    assert all(style == "solid" and float(width[:-2]) >= 2 for style, width in borders)


def test_paper_keeps_what_the_page_says(room, new_page):
    room.shown("Afficher les frais.")
    page = new_page()
    enter(page, code_of(room))
    page.goto(f"/c/{room.consultation.pk}/vote/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".opinions button").first.is_visible()
    assert not page.locator("button.exit").is_visible()


def test_arabic_page_runs_from_right_to_left(live_server, new_page, assert_accessible, settings):
    settings.LANGUAGES, settings.LANGUAGE_CODE = [("ar", "Arabic"), ("fr", "French")], "ar"
    full = Full(make_wordy_room())
    page = new_page(width=320, language="ar")
    enter(page, full.code)
    for name, arguments in (("participant", ()), ("vote_on", (1,)), ("vote_on", (2,)), ("participant_write", ())):
        page.goto(full.phone.address(name, *arguments))
        assert page.locator("html").get_attribute("dir") == "rtl"
        box = page.locator("button.exit").bounding_box()
        assert box["x"] + box["width"] > 280, "the way out stands at the beginning of the line"
        assert_accessible(page)
    page.goto(full.phone.address("vote_on", 2))
    sides = "one => [getComputedStyle(one).borderLeftWidth, getComputedStyle(one).borderRightWidth]"
    assert page.locator(".text[lang=fr]").first.evaluate(sides) == ["4px", "0px"]


def test_arabic_text_in_a_french_page_runs_from_right_to_left(live_server, new_page):
    full = Full(make_wordy_room())
    page = new_page(width=320)
    enter(page, full.code)
    page.goto(full.phone.address("vote_on", 2))
    sides = "one => [getComputedStyle(one).borderLeftWidth, getComputedStyle(one).borderRightWidth]"
    assert page.locator(".text[lang=ar]").evaluate(sides) == ["0px", "4px"]
    assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "ltr"
