"""The pocket: what the browser is given, and what comes back changed."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import RequestFactory

from danaya.base.cards.finding import find, find_again
from danaya.base.cards.issuing import issue
from danaya.base.cards.models import Kind
from danaya.base.cards.pocket import Kept, cookie_name, disclose, empty, enclose, put, read
from tests.base.cards.chances import chance

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
PURPOSE = "dialogue.consultation"
PATH = "/consultations/7/"


@pytest.fixture
def held():
    one = issue(PURPOSE, "7", "customs", 1, kind=Kind.CARD, on=DAY, random=chance())[0]
    return find(one.code, PURPOSE, today=DAY)


def cookie(held, **changes):
    response = HttpResponse()
    put(response, held, **{"path": PATH, "today": DAY, "random": chance(1), **changes})
    return response.cookies[cookie_name()]


def carried(value, today=DAY):
    request = RequestFactory().get(PATH)
    request.COOKIES[cookie_name()] = value
    return read(request, today=today)


def test_card_comes_back_out_of_the_pocket(held):
    kept = carried(cookie(held).value)
    assert kept == Kept(held.root, str(held.card.pk), PURPOSE, "7")
    assert kept.key("voter") == held.key("voter")
    assert find_again(kept.root, kept.purpose, today=DAY) == held
    assert held.root not in repr(kept)


def test_cookie_ends_with_the_browser_and_no_script_reads_it(held):
    given = cookie(held)
    assert (given["httponly"], given["samesite"], given["path"]) == (True, "Lax", PATH)
    assert (given["max-age"], given["expires"], given["secure"]) == ("", "", "")
    for part in (held.root, str(held.card.pk), PURPOSE):
        assert part not in given.value
    assert len(given.OutputString()) < 1024


def test_cookie_is_secure_behind_https(held, settings):
    settings.BEHIND_HTTPS = True
    assert cookie(held)["secure"] is True


def test_pocket_of_some_days_empties_after_the_last_whatever_the_browser_does(held):
    given = cookie(held, days=2)
    assert given["max-age"] == 2 * 24 * 60 * 60
    assert carried(given.value, date(2026, 11, 25)) is not None
    assert carried(given.value, date(2026, 11, 26)) is None


def test_changed_foreign_and_missing_cookies_are_absent(held, settings):
    value = cookie(held).value
    assert read(RequestFactory().get(PATH), today=DAY) is None
    for place in range(len(value)):
        changed = value[:place] + ("A" if value[place] != "A" else "B") + value[place + 1 :]
        found = carried(changed)
        # The last sign holds bits that say nothing.
        assert found is None or place == len(value) - 1
    for wrong in ("", "x", "é", "A" * 20, value[:-8], value + "AAAA", enclose({"root": held.root}, about="other use")):
        assert carried(wrong) is None
    settings.SECRET_KEY = "another installation"
    assert carried(value) is None


def test_equal_contents_are_enclosed_differently():
    first, second = (enclose({"a": "é"}, about="x") for _ in range(2))
    assert first != second
    assert disclose(first, about="x") == disclose(second, about="x") == {"a": "é"}
    assert disclose(first, about="y") is None


def test_emptied_pocket_tells_the_browser_to_forget():
    response = HttpResponse()
    empty(response, path=PATH)
    gone = response.cookies[cookie_name()]
    assert (gone.value, gone["max-age"], gone["path"]) == ("", 0, PATH)


def test_nothing_of_it_is_kept_here(held):
    cookie(held)
    assert Session.objects.count() == 0
