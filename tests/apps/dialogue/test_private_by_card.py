"""A member with a card and no account: writing with the card alone, reading and voting with the members' secret."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.actions.prepare_privately import empty_space
from danaya.apps.dialogue.models import Opinion, Phase, SealedText, SealedVote
from danaya.apps.dialogue.sealed import opened as cookies
from danaya.apps.dialogue.views.sealed import by_card as private_by_card
from danaya.base.cards.issuing import revoke
from danaya.base.cards.pocket import cookie_name
from tests.apps.dialogue.factories import AT, make_room
from tests.apps.dialogue.phones import text_of
from tests.apps.dialogue.private_rooms import MARK, SECRET, Body
from tests.apps.people.factories import make_administration

pytestmark = pytest.mark.django_db

LATER = 5 * 1024
"""Bytes of a page after the first."""


@pytest.fixture(autouse=True)
def one_day(settings):
    settings.TODAY = AT.date()
    cache.clear()
    make_administration()


@pytest.fixture
def body() -> Body:
    return Body(make_room())


@dataclass
class Handset:
    """A member's telephone."""

    body: Body
    code: str
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.cookies["django_language"] = "fr"

    def enter(self) -> "Handset":
        """Press the button of the card's page."""
        done = self.client.post(reverse("dialogue:private_card", args=[self.code]))
        assert done["Location"] == self.address("private_member")
        return self

    def open(self, secret: str = SECRET) -> "Handset":
        """Type the members' secret."""
        assert self.post("private_member", space_password=secret)["Location"] == self.address("private_member_texts")
        return self

    def address(self, name: str, *more: object) -> str:
        """Return the address of a page of the space."""
        return reverse(f"dialogue:{name}", args=[self.body.space.pk, *more])

    def get(self, name: str, *more: object) -> HttpResponse:
        """Open a page."""
        return self.client.get(self.address(name, *more))

    def post(self, name: str, *more: object, **data: Any) -> HttpResponse:
        """Press a button."""
        return self.client.post(self.address(name, *more), data)


@pytest.fixture
def handset(body) -> Handset:
    return Handset(body, body.cards()[0].code).enter()


# Entering


def test_page_of_the_card_says_for_whom_and_who_reads_and_its_button_enters(body):
    handset = Handset(body, body.cards()[0].code)
    page = text_of(handset.client.get(f"/p/{handset.code.lower()}"))
    for words in (
        str(body.room.private.post.organisation),
        "Qui voit quoi",
        "pas même les administrateurs de l’application",
        "pourrait lire pendant que vous tapez",
        "Ce n’est pas vous",
    ):
        assert words in page
    assert cookie_name() not in handset.client.cookies
    handset.enter()
    assert handset.client.cookies[cookie_name()]["path"] == f"/p/{body.space.pk}/"


def test_code_of_another_kind_or_none_opens_nothing_here(body):
    handset = Handset(body, body.room.code().code)
    for code in (handset.code, "ABCD-ABCD-ABCD-ABCD", "ABCD"):
        assert text_of(handset.client.get(f"/p/{code}/"), 404)


def test_wrong_codes_are_limited(body):
    codes = [Client().get("/p/ABCD/").status_code for _ in range(121)]
    assert codes == [404] * 120 + [429]


def test_without_a_card_the_way_leads_to_where_a_code_is_typed(body):
    handset = Handset(body, "")
    for name in ("private_member", "private_member_write", "private_member_texts"):
        assert handset.get(name)["Location"] == reverse("dialogue:enter")
    page = text_of(handset.post("private_member_write", text=MARK, language="fr"), 422)
    assert MARK in page
    assert not SealedText.objects.exists()


def test_card_of_one_body_opens_no_other(body, handset):
    other = Body(make_room())
    other.text("Chez un autre")
    kept = handset.open().client.cookies
    for name in (cookie_name(), cookies.cookie_name()):
        handset.client.cookies[name] = kept[name].value
    handset.body = other
    assert handset.get("private_member_texts")["Location"] == reverse("dialogue:enter")


# Writing


def test_card_alone_writes_and_reads_nothing(body, handset):
    page = text_of(handset.get("private_member_write"))
    assert "vous ne pourrez ni relire ce texte ni le reprendre" in page
    done = handset.post("private_member_write", text=MARK, language="fr", other="Drivers", other_language="en")
    assert done["Location"] == handset.address("private_member_written")
    assert [one.words.text for one in body.texts()] == [{"fr": MARK, "en": "Drivers"}]
    text = body.texts()[0].key
    for name, *more in [("private_member",), ("private_member_write",), ("private_member_written",)]:
        assert MARK not in text_of(handset.get(name, *more))
    for name, *more in [("private_member_texts",), ("private_member_text", text)]:
        assert handset.get(name, *more)["Location"] == handset.address("private_member")
    assert handset.post("private_member_vote", text, opinion=1)["Location"] == handset.address("private_member")
    assert not SealedVote.objects.exists()


def test_refused_text_is_kept_in_the_form(handset):
    page = text_of(handset.post("private_member_write", text="", language="fr", other="Fees <b>"))
    assert "Fees &lt;b&gt;" in page
    assert "<title>Erreur" in page


def test_text_is_shown_to_be_copied_where_nothing_is_gathered(body, handset):
    body.room.to(Phase.VOTING)
    page = text_of(handset.post("private_member_write", text=MARK, language="fr"))
    assert MARK in page
    assert not SealedText.objects.exists()


# The secret


def test_secret_opens_texts_and_votes(body, handset):
    first, second = sorted((body.text("Un"), body.text("Deux")), key=lambda text: str(text.pk))
    handset.open()
    page = text_of(handset.get("private_member_texts"))
    assert "Un" in page
    assert "Voter sur les 2 textes" in page
    done = handset.post("private_member_vote", first.pk, opinion=1)
    assert done["Location"] == handset.address("private_member_text", second.pk)
    done = handset.post("private_member_vote", second.pk, opinion=0)
    assert done["Location"] == handset.address("private_member_texts")
    page = text_of(handset.get("private_member_text", first.pk))
    assert 'value="1" aria-pressed="true"' in page
    assert SealedVote.objects.count() == 2


def test_wrong_secret_is_refused_and_limited(body, handset):
    body.text()
    answers = [handset.post("private_member", space_password=f"mot {number}").status_code for number in range(21)]
    assert answers == [200] * 20 + [429]
    cache.clear()
    page = text_of(handset.post("private_member", space_password="corridor"))
    assert "ouvre pas les textes" in page
    assert 'value="corridor"' in page
    assert MARK not in page


def test_key_is_kept_for_this_card_alone_and_for_an_hour(body, handset, monkeypatch, clock):
    monkeypatch.setattr(private_by_card, "now", clock)
    cookie = handset.open().client.cookies[cookies.cookie_name()]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        f"/p/{body.space.pk}/",
        True,
        "Strict",
        "",
    )
    other = Handset(body, body.cards()[0].code).enter()
    other.client.cookies[cookies.cookie_name()] = cookie.value
    assert other.get("private_member_texts").status_code == 302
    clock.advance(minutes=60)
    assert handset.get("private_member_texts").status_code == 302


def test_leaving_forgets_card_and_secret(body, handset):
    handset.open()
    assert "retirés de ce navigateur" in text_of(handset.get("private_member_leave"))
    assert handset.get("private_member_texts").status_code == 200
    assert handset.post("private_member_leave")["Location"] == reverse("dialogue:day")
    for name in (cookie_name(), cookies.cookie_name()):
        assert handset.client.cookies[name].value == ""


# Ends


def test_revoked_card_says_so_and_shows_what_was_typed(body, handset):
    handset.open()
    revoke([body.cards()[0].card], AT.date())
    assert handset.get("private_member_texts").status_code == 200
    revoke(type(body.cards()[0].card).objects.all(), AT.date())
    page = text_of(handset.post("private_member_write", text=MARK, language="fr"), 403)
    assert "annulée" in page
    assert MARK in page
    assert not SealedText.objects.exists()


def test_emptied_space_opens_for_no_card(body, handset):
    handset.open()
    empty_space(body.space, actor=body.room.private, at=AT)
    for name in ("private_member", "private_member_texts", "private_member_write"):
        assert handset.get(name).status_code == 403


def test_card_past_its_date_opens_nothing(body, handset, settings):
    card = body.cards()[0].card
    type(card).objects.update(expires_on=AT.date())
    settings.TODAY = AT.date() + timedelta(days=1)
    assert "date" in text_of(handset.get("private_member"), 403)


def test_after_gathering_texts_are_read_and_not_voted_on(body, handset):
    text = body.text()
    body.room.to(Phase.VOTING)
    handset.open()
    page = text_of(handset.get("private_member_text", text.pk))
    assert MARK in page
    assert 'name="opinion"' not in page
    answer = handset.post("private_member_vote", text.pk, opinion=1)
    assert "ne change plus" in text_of(answer, 422)
    assert "Écrire un texte" not in text_of(handset.get("private_member"))


# Every page


def pages(body: Body, handset: Handset) -> dict[str, HttpResponse]:
    long = "É" * 380
    texts = [body.text(f"{number} {long}") for number in range(9)]
    body.votes(texts[0], Opinion.AGREE, "abcde")
    body.counted()
    handset.open()
    names = ["private_member", "private_member_write", "private_member_written", "private_member_texts"]
    found = {name: handset.get(name) for name in [*names, "private_member_leave"]}
    found["private_member_text"] = handset.get("private_member_text", texts[0].pk)
    found["private_card"] = handset.client.get(f"/p/{handset.code}/")
    return found


def test_pages_are_light_neutral_and_leave_nothing_behind(body, handset):
    for name, answer in pages(body, handset).items():
        assert answer["Cache-Control"] == "no-store", name
        assert answer["Referrer-Policy"] == "no-referrer", name
        assert "noindex" in answer["X-Robots-Tag"], name
        assert len(answer.content) <= LATER, (name, len(answer.content))
        title = text_of(answer).partition("<title>")[2].partition("</title>")[0]
        assert len(title) < 30, name
        assert str(body.room.private.post.organisation) not in title


def test_script_in_a_text_is_shown_as_words(body, handset):
    text = body.text("<script>alert(1)</script>")
    handset.open()
    for page in (handset.get("private_member_texts"), handset.get("private_member_text", text.pk)):
        assert "<script>alert" not in text_of(page)
        assert "&lt;script&gt;alert" in text_of(page)


def test_arabic_text_runs_from_right_to_left(body, handset):
    text = body.text("Publier")
    handset.open()
    handset.post("private_member_write", text="نشر الرسوم", language="ar")
    arabic = next(one for one in body.texts() if one.key != text.pk)
    assert 'lang="ar" dir="rtl"' in text_of(handset.get("private_member_text", arabic.key))


def test_forms_need_their_token_and_take_one_without_origin(body):
    code = body.cards()[0].code
    strict = Client(enforce_csrf_checks=True)
    address = reverse("dialogue:private_card", args=[code])
    assert strict.post(address, {}).status_code == 403
    page = text_of(strict.get(address))
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    answer = strict.post(address, {"csrfmiddlewaretoken": token}, headers={"origin": "null"})
    assert answer.status_code == 302
