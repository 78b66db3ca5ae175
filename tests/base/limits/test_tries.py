"""Tries are counted; the page that asks to wait says where to go on."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils.translation import override

from danaya.base.limits.tries import count_try, too_many, within_limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def visit(address="203.0.113.9"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_tries_are_counted_for_each_connection_and_action():
    allowed = [within_limits(visit(), "card") for _ in range(121)]
    assert allowed == [True] * 120 + [False]
    assert within_limits(visit("203.0.113.10"), "card")
    assert within_limits(visit(), "setup_code")


def test_try_that_was_no_guess_is_taken_back():
    for _ in range(200):
        take_back = count_try(visit(), "card")
        assert take_back is not None
        take_back()
    opened = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
    wrong = [count_try(opened, "card") for _ in range(121)]
    assert [bool(counted) for counted in wrong] == [True] * 120 + [False]


def test_page_asks_to_wait_in_both_languages_and_leads_back():
    request = visit()
    request.user, request.session = None, {}
    for language, words in (("fr", "Attendez quelques minutes"), ("en", "Wait a few minutes")):
        with override(language):
            page = too_many(request, back="/consultations/7/")
        assert page.status_code == 429
        assert words in page.content.decode()
        assert 'href="/consultations/7/"' in page.content.decode()
    assert "/consultations/" not in too_many(request).content.decode()
