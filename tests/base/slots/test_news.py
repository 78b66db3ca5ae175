"""News: every follower hears, inside the teller's transaction; one that fails breaks neither the act nor the others."""

import pytest
from django.db import transaction

from danaya.base.journal.entries import record
from danaya.base.journal.models import Entry
from danaya.base.slots import News

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(monkeypatch):
    monkeypatch.setattr(News, "declared", {})
    return News("test.news")


def test_followers_hear_what_is_told(news):
    heard, also = [], []
    news.follow(heard.append)
    news.follow(also.append)
    news.tell("one")
    assert (heard, also) == (["one"], ["one"])


def test_following_twice_is_hearing_once(news):
    heard = []

    @news.follow
    def hear(item):
        heard.append(item)

    news.follow(hear)
    news.tell(1)
    assert heard == [1]


def test_name_is_declared_once(news):
    with pytest.raises(ValueError, match="twice"):
        News("test.news")


def test_failing_follower_leaves_nothing_and_others_hear(news, clock, caplog):
    heard = []

    @news.follow
    def fails(item):
        record("test.half", None, None, clock())
        raise RuntimeError("boom")

    news.follow(heard.append)
    with transaction.atomic():
        record("test.act", None, None, clock())
        news.tell("one")
    assert heard == ["one"]
    assert [entry.verb for entry in Entry.objects.all()] == ["test.act"]
    assert "test.news" in caplog.text
    assert "fails" in caplog.text


def test_what_followers_write_goes_with_the_act(news, clock):
    news.follow(lambda item: record("test.told", None, None, clock()))
    with transaction.atomic():
        news.tell("one")
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
