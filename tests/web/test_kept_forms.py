"""A visit that ends in the middle of a form: what was typed comes back, on that page alone."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from danaya.apps.people.models import Role
from danaya.apps.rounds.models import Round
from tests.apps.people.factories import make_administration, make_tenure

pytestmark = pytest.mark.django_db

HERE = {"HTTP_ORIGIN": "http://testserver", "headers": {"accept-language": "en"}}
TYPED = {
    "kind": "answers", "asked": ["officials", "private"], "title_fr": "Sondage", "title_en": "Survey <1>",
    "label_fr": "R", "label_en": "R", "year": "2026",
}  # fmt: skip


@pytest.fixture
def visitor():
    make_administration()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_tenure(Role.COORDINATOR).account)
    client.get(reverse("rounds:create"))
    return client


def token(client):
    return client.cookies[next(name for name in client.cookies if name.startswith("danaya_csrf"))].value


def hidden(response):
    """What the page would send: name → values, as a browser reads them."""
    found = {}
    for name, value in re.findall(
        r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', response.content.decode(), re.DOTALL
    ):
        found.setdefault(name, []).append(value.replace("&lt;", "<").replace("&gt;", ">"))
    return found


def test_what_was_typed_comes_back_after_the_session_ended_and_can_be_sent(visitor):
    Session.objects.all().delete()
    given = visitor.post(reverse("rounds:create"), {**TYPED, "csrfmiddlewaretoken": token(visitor)}, **HERE)
    assert given.status_code == 403
    assert "Your visit had ended" in given.content.decode()
    assert "no-store" in given.headers["Cache-Control"]
    assert not Round.objects.exists()
    sent = hidden(given)
    assert sent["asked"] == ["officials", "private"]
    assert sent["title_en"] == ["Survey <1>"]
    assert not any("Survey" in str(session.get_decoded()) for session in Session.objects.all()), (
        "nothing rests on the server"
    )

    visitor.force_login(make_tenure(Role.COORDINATOR).account)
    again = visitor.post(reverse("rounds:create"), {**sent, "csrfmiddlewaretoken": token(visitor)}, **HERE)
    assert again.status_code == 302
    assert Round.objects.get().title["en"] == "Survey <1>"


def test_form_whose_token_is_old_comes_back_with_a_new_one(visitor):
    given = visitor.post(reverse("rounds:create"), {**TYPED, "csrfmiddlewaretoken": "a" * 64}, **HERE)
    assert given.status_code == 403
    assert "Send it once more" in given.content.decode()
    assert hidden(given)["year"] == ["2026"]
    fresh = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', given.content.decode().split("<textarea")[0])
    for old in re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', given.content.decode()):
        assert old != "a" * 64
    assert fresh is not None


def test_files_are_named_as_those_to_be_chosen_again(visitor):
    Session.objects.all().delete()
    sent = {**TYPED, "csrfmiddlewaretoken": token(visitor), "file": SimpleUploadedFile("réponses.sav", b"x")}
    given = visitor.post(reverse("rounds:create"), sent, **HERE).content.decode()
    assert "Files cannot be kept" in given
    assert "réponses.sav" in given


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_form_of_another_site_is_never_shown_again(visitor, origin):
    given = visitor.post(reverse("rounds:create"), TYPED, HTTP_ORIGIN=origin)
    assert given.status_code == 403
    assert "Sondage" not in given.content.decode()


def test_passwords_are_never_shown_again(visitor):
    Session.objects.all().delete()
    sent = {
        "csrfmiddlewaretoken": token(visitor),
        "oldpassword": "secret one",
        "password1": "secret two",
        "name": "Awa",
    }
    given = visitor.post(reverse("rounds:create"), sent, **HERE).content.decode()
    assert "Awa" in given
    assert "secret" not in given


def test_empty_form_leads_to_sign_in_as_ever(visitor):
    Session.objects.all().delete()
    given = visitor.post(reverse("rounds:create"), {"csrfmiddlewaretoken": token(visitor)}, **HERE)
    assert given.status_code == 302
    assert given.url.startswith(reverse("account_login"))
