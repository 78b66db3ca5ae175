"""Slots: bulk in, cards out, failures contained; the tag asks once per page."""

import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template

from danaya.base.slots import LinkCard, Slot


@pytest.fixture
def place():
    slot = Slot("test.place")
    yield slot
    del Slot.declared["test.place"]


def test_cards_come_from_all_providers_in_order(place):
    place.fill(lambda objects, viewer: {item: [f"{item}1"] for item in objects})
    place.fill(lambda objects, viewer: {"b": ["b2"]})
    assert place.cards(["a", "b"], None) == {"a": ["a1"], "b": ["b1", "b2"]}


def test_providers_are_asked_once_for_all_objects_and_know_the_viewer(place):
    asked = []
    place.fill(lambda objects, viewer: asked.append((list(objects), viewer)) or {})
    place.cards(["a", "b", "c"], "viewer")
    assert asked == [(["a", "b", "c"], "viewer")]


def test_failing_provider_is_logged_and_left_out(place, caplog):
    def broken(objects, viewer):
        raise RuntimeError("broken")

    place.fill(broken)
    place.fill(lambda objects, viewer: {"a": ["card"]})
    with caplog.at_level(logging.ERROR, "danaya.slots"):
        assert place.cards(["a"], None) == {"a": ["card"]}
    assert "test.place" in caplog.text
    assert "broken" in caplog.text


def test_provider_that_fails_while_its_cards_are_read_is_left_out(place):
    place.fill(lambda objects, viewer: {"a": (1 / 0 for _ in range(1))})
    assert place.cards(["a"], None) == {"a": []}


def test_cards_for_unknown_objects_are_dropped(place):
    place.fill(lambda objects, viewer: {"z": ["stray"]})
    assert place.cards(["a"], None) == {"a": []}


def test_filling_twice_with_the_same_provider_changes_nothing(place):
    def provider(objects, viewer):
        return {"a": ["card"]}

    place.fill(provider)
    place.fill(provider)
    assert place.cards_of("a", None) == ["card"]


def test_declaring_a_name_twice_is_refused(place):
    with pytest.raises(ValueError, match="twice"):
        Slot("test.place")


def test_tag_renders_cards_and_asks_once_among_many(place, rf):
    calls = []

    def provider(objects, viewer):
        calls.append(len(objects))
        return {item: [LinkCard(f"<{item}>", "/x/", status="late")] for item in objects}

    place.fill(provider)
    request = rf.get("/")
    request.user = AnonymousUser()
    template = Template('{% load slots %}{% for item in items %}{% slot "test.place" item among=items %}{% endfor %}')
    html = template.render(Context({"items": ["a", "b"], "request": request}))
    assert calls == [2]
    assert html.count('href="/x/"') == 2
    assert "&lt;a&gt;" in html
    assert "late" in html


def test_tag_renders_one_object(place, rf):
    place.fill(lambda objects, viewer: {"a": [LinkCard("Card")]})
    assert "Card" in Template('{% load slots %}{% slot "test.place" "a" %}').render(Context({}))
