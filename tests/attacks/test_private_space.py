"""Attacks on what a body prepares privately by whoever has an account: the team, whoever keeps the machine, other bodies.

What rests on the machine is read in ``test_private_served``.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.by_card.participants import PRIVATE
from danaya.apps.dialogue.models import Expectation, Opinion, PrivateSpace, SealedText, SealedVote
from danaya.apps.dialogue.sealed.opened import cookie_name
from danaya.apps.dialogue.sealed.private import unlock
from danaya.apps.people.models import Role, Tenure
from danaya.base.cards.models import Card
from danaya.base.journal.models import Entry
from danaya.engines.language import Problem
from tests.apps.dialogue.phones import text_of
from tests.apps.dialogue.private_rooms import MARK, SECRET, Body, Desk
from tests.apps.people.factories import make_tenure
from tests.attacks.samples import TODAY, World, arguments
from tests.attacks.test_permissions import TABLE, addresses

pytestmark = pytest.mark.django_db

ENGLISH = "Drivers pay at kilometre seven"
BY_CARD = "Personne ne vient au guichet de nuit"
MARKS = (MARK, ENGLISH, BY_CARD, SECRET)


@pytest.fixture
def body(world: World) -> Body:
    """The space of ``own_member``'s body: two texts, votes counted, open at that member's desk."""
    made: Body = world.voices.body
    text = made.text(factor="human_resources")
    made.text(BY_CARD)
    made.votes(text, Opinion.AGREE, "abcdef")
    made.counted()
    member = Desk(world.tenures["own_member"], made.space).open()
    member.post("write", text="En français", language="fr", other=ENGLISH, other_language="en")
    assert MARK in text_of(member.get("texts"))
    return made


def content_of(response: Any) -> bytes:
    """Everything that came back: the page or file, what is packed in it, headers and cookies."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    parts = [body, str(response.headers).encode(), str(response.cookies).encode()]
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    return b"\n".join(parts)


def marks_in(content: bytes, *more: bytes) -> list[str]:
    wanted = {**{mark: mark.encode() for mark in MARKS}, **{repr(one): one for one in more}}
    return [name for name, value in wanted.items() if value in content]


def asked(world: World, viewer: str) -> Iterator[tuple[str, bytes]]:
    """Every address of the installation as a viewer gets it, by both methods; what that changes is undone."""
    for name in sorted(TABLE):
        address = reverse(name, kwargs=arguments(world, name, list(addresses()[name].arguments)))
        for method in ("GET", "POST"):
            with transaction.atomic():
                yield f"{method} {name}", content_of(world.client(viewer).generic(method, address))
                transaction.set_rollback(True)
            cache.clear()


@pytest.mark.parametrize("viewer", ["coordinator", "technician", "other_member"])
def test_no_address_of_the_installation_shows_anything(world, body, viewer):
    assert world.tenures[viewer].post.organisation_id != body.space.organisation_id
    found = {where: marks_in(content, body.private.raw.hex().encode()) for where, content in asked(world, viewer)}
    assert len(found) > 300
    assert {where: marks for where, marks in found.items() if marks} == {}


def test_what_looks_also_finds(world, body):
    """The same walk as the member whose browser has the space open."""
    desk = Desk(world.tenures["own_member"], body.space).open()
    assert {BY_CARD, MARK, ENGLISH} >= set(marks_in(content_of(desk.get("texts")))) >= {BY_CARD, MARK}


@pytest.mark.parametrize(
    "viewer", ["coordinator", "analyst", "facilitator", "director", "customs_member", "other_member"]
)
def test_space_of_another_body_does_not_exist_even_with_its_secret(world, body, viewer):
    desk = Desk(world.tenures[viewer], body.space)
    text = body.texts()[0].key
    for name in ("texts", "unlock", "write", "cards", "secret", "empty"):
        assert desk.get(name).status_code == 404
        answer = desk.post(name, space_password=SECRET, text="x", language="fr", sure="on")
        assert answer.status_code == (405 if name == "texts" else 404)
    for name in ("text", "rewrite", "take_out", "hand_in"):
        assert desk.get(name, text).status_code == 404
    assert desk.post("vote", text, opinion=1).status_code == 404
    unknown = desk.client.get(reverse("dialogue:private_texts", args=["25d24cc7-16dd-4a25-a1a0-541807e056d8"]))
    there = desk.get("texts")
    assert plain(unknown) == plain(there), "a space that is another's looks like none"


def plain(response: Any) -> str:
    """A page without what is another one each time: keys in addresses, tokens of forms."""
    return re.sub(r"[0-9a-f-]{36}|[A-Za-z0-9]{64}", "", response.content.decode())


# Taking the place of a member


def own_pages(body: Body, desk: Desk) -> Iterator[bytes]:
    """Everything that a member's desk gets without the secret, by looking and by pressing."""
    texts = [text.key for text in body.texts()]
    for name in ("opened", "texts", "unlock", "write", "written", "secret", "cards", "end_cards", "empty"):
        yield content_of(desk.get(name))
    for name in ("close", "secret", "cards", "end_cards", "count"):
        yield content_of(desk.post(name, step="typed", proposal="x", count="3", label="x", language="fr"))
    for text in texts:
        for name in ("text", "rewrite", "take_out", "hand_in"):
            yield content_of(desk.get(name, text))
        for name in ("vote", "rewrite", "take_out", "hand_in"):
            yield content_of(desk.post(name, text, opinion="1", text="x", language="fr", step="send"))


def assert_locked(body: Body, desk: Desk) -> None:
    """Nothing is shown, printed, handed in or changed."""
    before = (SealedText.objects.count(), SealedVote.objects.count(), Card.objects.filter(purpose=PRIVATE).count())
    for content in own_pages(body, desk):
        assert marks_in(content, body.private.raw.hex().encode()) == []
        assert not content.startswith(b"%PDF")
    assert not Expectation.objects.filter(organisation=body.space.organisation, text__fr="x").exists()
    after = (SealedText.objects.count(), SealedVote.objects.count(), Card.objects.filter(purpose=PRIVATE).count())
    assert after == before


def test_helping_an_account_in_opens_nothing(world, body):
    member: Tenure = world.tenures["own_member"]
    coordinator = Client()
    coordinator.force_login(world.tenures["coordinator"].account)
    help_page = reverse("people:help_account", args=[member.account_id])
    page = text_of(coordinator.post(help_page, {"how": "dictate"}))
    password = re.search(r'<code translate="no">([^<]+)</code>', page)
    assert password is not None, page
    thief = Client()
    signed = thief.post(reverse("account_login"), {"login": member.post.sign_in_name, "password": password[1]})
    assert signed.status_code == 302
    new = "encore quatre mots choisis"
    data = {"old_password": password[1], "password1": new, "password2": new}
    assert thief.post(reverse("people:change_password"), data).status_code == 302
    desk = Desk(member, body.space)
    desk.client = thief
    assert desk.get("texts")["Location"] == desk.address("unlock")
    assert_locked(body, desk)


def test_post_of_the_body_handed_over_by_customs_opens_nothing(world, body):
    member: Tenure = world.tenures["own_member"]
    coordinator = Client()
    coordinator.force_login(world.tenures["coordinator"].account)
    data = {"who": "new", "display_name": "X", "since": f"{TODAY.day}/{TODAY.month}/{TODAY.year}", "confirm": "yes"}
    page = text_of(coordinator.post(reverse("people:hand_over_post", args=[member.post_id]), data))
    assert re.search(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", page), "the coordinator holds the code of the new account"
    taken = Tenure.objects.exclude(account=member.account).get(post=member.post)
    desk = Desk(taken, body.space)
    assert desk.get("texts")["Location"] == desk.address("unlock")
    assert_locked(body, desk)


def test_key_put_in_place_of_the_bodys_opens_nothing_and_is_seen(world, body):
    """Who can write into the database gives the space another key: earlier texts stay shut, the number of the key is another."""
    desk = Desk(world.tenures["own_member"], body.space).open()
    number = re.search(r"(?:\d{4} ){4}\d{4}", text_of(desk.get("texts")))
    other = Body(body.room, secret="mots choisis par quelqu'un d'autre")
    other.room.private = world.tenures["other_member"]
    PrivateSpace.objects.filter(pk=body.space.pk).update(
        public_key=other.space.public_key, wrapped_key=other.space.wrapped_key
    )
    assert desk.get("texts")["Location"] == desk.address("unlock"), "what was open is closed"
    page = text_of(desk.get("unlock"))
    assert number is not None
    assert number[0] not in page
    with pytest.raises(Problem):
        unlock(PrivateSpace.objects.get(pk=body.space.pk), SECRET)
    assert desk.post("unlock", space_password=other.secret).status_code == 302
    shown = desk.get("texts")
    assert shown.status_code == 422
    assert marks_in(content_of(shown)) == []


def test_emptying_by_an_intruder_shows_nothing_and_ends_the_members_cards(world, body):
    (card,) = body.cards()
    thief = Desk(make_tenure(Role.MEMBER, body.space.organisation), body.space)
    answer = thief.post("empty", sure="on")
    assert marks_in(content_of(answer)) == []
    assert Client().get(f"/p/{card.code}/").status_code == 404
    assert not SealedText.objects.exists()
    verbs = Entry.objects.filter(object_id=str(body.space.pk)).values_list("verb", flat=True)
    assert "dialogue.empty_space" in verbs


# What is kept beside the pages


def test_visits_messages_counters_and_cookies_of_others_hold_nothing(world, body):
    desk = Desk(world.tenures["own_member"], body.space)
    desk.post("unlock", space_password="mots faux " + MARK)
    desk.open()
    text = body.texts()[0].key
    desk.post("vote", text, opinion=1)
    desk.post("rewrite", text, text="Autrement " + MARK, language="fr")
    visits = repr([session.get_decoded() for session in Session.objects.all()])
    counters = repr(cache._cache)
    assert counters != "OrderedDict()", "tries were counted"
    for kept in (visits, counters):
        assert marks_in(kept.encode(), body.private.raw, body.private.raw.hex().encode()) == []
    for viewer in ("coordinator", "other_member"):
        other = Desk(world.tenures[viewer])
        other.client.get("/")
        assert cookie_name() not in other.client.cookies
    own = {name: cookie.value for name, cookie in desk.client.cookies.items()}
    assert marks_in(repr(own).encode(), body.private.raw.hex().encode()) == []


def test_tables_have_no_column_for_who_when_or_from_where():
    columns = {
        model.__name__: sorted(field.name for field in model._meta.concrete_fields)
        for model in (PrivateSpace, SealedText, SealedVote)
    }
    assert columns == {
        "PrivateSpace": [
            "consultation", "counted", "id", "opened_by", "opened_on", "organisation", "public_key", "wrapped_key",
        ],
        "SealedText": ["box", "id", "space"],
        "SealedVote": ["box", "id", "key", "space"],
    }  # fmt: skip


def test_boxes_of_texts_of_any_length_look_alike(body):
    sizes = {len(bytes(box)) for box in SealedText.objects.values_list("box", flat=True)}
    for length in (1, 40, 90):
        body.text("é" * length)
    assert {len(bytes(box)) for box in SealedText.objects.values_list("box", flat=True)} == sizes
