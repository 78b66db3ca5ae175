"""From an empty folder to one's own administration, page by page, as a browser without JavaScript does it."""

import os
import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danaya.apps.people.forms.accounts import LogoField
from danaya.apps.people.logos import read_logo
from danaya.apps.people.models import (
    Account,
    Administration,
    Organisation,
    Post,
    Region,
    Role,
    SetupDraft,
    Side,
    Tenure,
)
from danaya.apps.people.setup_code import code_file, forget_setup_code, setup_code
from danaya.web.folder import DataFolder
from tests.apps.people.factories import make_administration, make_jpeg, make_png, make_tenure

pytestmark = pytest.mark.django_db
PNG = make_png()
PASSWORD = "quatre mots pour entrer"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path, client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    settings.FOLDER = DataFolder(tmp_path)
    settings.TODAY = date(2026, 5, 4)
    cache.clear()


def fields(response) -> dict[str, str]:
    """What a browser would send back if nothing were changed: the fields of the page's main form."""
    html = response.content.decode()
    form = max(re.findall(r"<form.*?</form>", html, re.DOTALL), key=len)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attrs = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        kind = attrs.get("type", "text")
        if (
            kind == "file"
            or "name" not in attrs
            or (kind in {"checkbox", "radio"} and not re.search(r"\bchecked\b", tag))
        ):
            continue
        sent[attrs["name"]] = attrs.get("value", "on" if kind == "checkbox" else "")
    for name, inner in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = unescape(inner).strip("\r\n")
    for name, inner in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*\bselected', inner) or re.search(r'value="([^"]*)"', inner)
        sent[name] = unescape(chosen[1])
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def page(client, step):
    response = client.get(reverse("people:setup_step", args=[step]))
    assert response.status_code == 200
    return fields(response)


def send(client, step, data, expect=None):
    response = client.post(reverse("people:setup_step", args=[step]), data)
    if expect is not None:
        assert response.status_code == 302, response.content.decode()
        assert response["Location"] == reverse("people:setup_step", args=[expect])
    return response


def go_through(client, **changes):
    """Walk all pages as a Malian newcomer who accepts what is proposed, but for ``changes`` per page."""
    client.post(reverse("people:setup"))
    send(client, "country", {"country": "ML", "language": "fr", **changes.get("country", {})}, "administration")
    for step, following in (
        ("administration", "regions"),
        ("regions", "bodies"),
        ("bodies", "posts"),
        ("posts", "coordinator"),
    ):
        send(client, step, {**page(client, step), **changes.get(step, {})}, following)
    person = {"display_name": "", "email": "", "telephone": "", "password1": PASSWORD, "password2": PASSWORD}
    send(client, "coordinator", {**person, **changes.get("coordinator", {})}, "check")


def test_newcomer_in_mali_creates_the_administration_from_the_template(client):
    go_through(client, coordinator={"display_name": "Awa", "telephone": "76 12 34 56"})
    checked = client.get(reverse("people:setup_step", args=["check"])).content.decode()
    assert "FETRAM" in checked
    assert "Tombouctou" in checked
    assert not Administration.objects.exists()

    response = send(client, "check", {})
    assert response.status_code == 200
    assert re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", response.content.decode())

    administration = Administration.current()
    assert (str(administration), administration.country, administration.short_name) == (
        "Direction générale des Douanes",
        "ML",
        "DGD",
    )
    assert administration.demonstration is False
    assert Region.objects.count() == 10
    bodies = dict(Organisation.objects.values_list("acronym", "side"))
    assert bodies == {
        "DGD": Side.CUSTOMS,
        "CNPM": Side.PRIVATE,
        "CCIM": Side.PRIVATE,
        "FETRAM": Side.PRIVATE,
        "OPI": Side.PRIVATE,
        "TRANSPORT": Side.PRIVATE,
        "OCLEI": Side.OBSERVER,
    }
    assert Organisation.objects.get(acronym="CNPM").name["en"] == "National Employers’ Council of Mali"
    assert Post.objects.get(sign_in_name="point-focal-fetram").organisation.acronym == "FETRAM"
    assert Post.objects.get(sign_in_name="point-focal-oclei").role == Role.OBSERVER
    tenure = Tenure.objects.get()
    assert (tenure.post.sign_in_name, tenure.since) == ("coordonnateur", date(2026, 5, 4))
    assert tenure.account.telephone == "+22376123456"
    assert tenure.account.check_password(PASSWORD)
    assert tenure.account.recovery_codes.filter(ended_at=None).count() == 1
    assert client.get(reverse("people:organisations")).status_code == 200
    assert not SetupDraft.objects.exists()


def test_newcomer_changes_what_the_template_proposes(client):
    go_through(
        client,
        administration={"short_name": "DOUANES"},
        regions={"lines": "Bamako\nTaoudénit\n\nBamako"},
        bodies={"form-5-keep": "", "form-6-keep": "on", "form-6-acronym": "UNCM", "form-6-name": "Commerçants du Mali"},
        posts={"form-1-keep": "", "form-0-sign_in_name": "chef-integrite"},
    )
    send(client, "check", {})
    assert [region.name for region in Region.objects.all()] == [
        {"fr": "Bamako", "en": "Bamako"},
        {"fr": "Taoudénit"},
    ]
    assert Organisation.objects.get(acronym="UNCM").name == {"fr": "Commerçants du Mali"}
    assert not Post.objects.filter(sign_in_name="analyste").exists()
    assert Tenure.objects.get().post.sign_in_name == "chef-integrite"
    assert Post.objects.filter(organisation__acronym="UNCM").count() == 1


def test_unticked_body_is_not_created_with_its_post(client):
    go_through(client, bodies={"form-0-acronym": "CNPM"})
    data = page(client, "bodies")
    data.pop("form-0-keep")
    send(client, "bodies", data, "posts")
    posts = {
        name: value for name, value in page(client, "posts").items() if not name.endswith("-body") or value != "CNPM"
    }
    row = next(name for name, value in posts.items() if value == "point-focal-cnpm").rsplit("-", 1)[0]
    posts.pop(f"{row}-keep")
    send(client, "posts", posts, "coordinator")
    send(client, "check", {})
    assert not Organisation.objects.filter(acronym="CNPM").exists()
    assert not Post.objects.filter(sign_in_name="point-focal-cnpm").exists()


def test_back_keeps_what_was_typed_even_where_it_is_not_right(client):
    client.post(reverse("people:setup"))
    send(client, "country", {"country": "ML", "language": "fr"}, "administration")
    data = {**page(client, "administration"), "name_fr": "Douanes", "name_en": "", "short_name": "D"}
    send(client, "administration", {**data, "back": "yes"}, "country")
    again = page(client, "administration")
    assert (again["name_fr"], again["name_en"], again["short_name"]) == ("Douanes", "", "D")
    assert send(client, "administration", again).status_code == 200
    assert page(client, "country") == {"country": "ML", "language": "fr"}


def test_more_rows_keep_what_was_typed(client):
    go_through(client)
    data = {**page(client, "bodies"), "form-6-acronym": "NEUF"}
    before = int(data["form-TOTAL_FORMS"])
    send(client, "bodies", {**data, "more": "yes"}, "bodies")
    again = page(client, "bodies")
    assert int(again["form-TOTAL_FORMS"]) == before + 2
    assert again["form-6-acronym"] == "NEUF"


def test_draft_holds_no_password_and_keeps_the_chosen_one(client):
    go_through(client)
    stored = SetupDraft.objects.get().answers
    assert PASSWORD not in str(stored)
    send(client, "coordinator", {**page(client, "coordinator"), "display_name": "Awa"}, "check")
    send(client, "check", {})
    assert Account.objects.get().check_password(PASSWORD)
    assert Account.objects.get().display_name == "Awa"


def test_logo_is_kept_while_going_on_and_shown_afterwards(client):
    go_through(client)
    data = page(client, "administration")
    send(client, "administration", {**data, "logo": SimpleUploadedFile("logo.png", PNG)}, "regions")
    send(client, "check", {})
    shown = client.get(reverse("people:logo"))
    assert (shown["Content-Type"], shown.content) == ("image/png", PNG)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload='x'/>", "PNG"),
        (b"GIF89a" + b"\0" * 90, "PNG"),
        (b"<html><script>x</script>", "PNG"),
        (PNG + b"\0" * 1024 * 1024, "1\u00a0Mo"),
        (PNG[:-20], "incomplète"),
        (PNG[:20], "incomplète"),
        (make_jpeg()[:-6], "incomplète"),
        (make_png(0, 5), "incomplète"),
        (make_png(60_000, 60_000), "incomplète"),
    ],
)
def test_logo_that_is_no_small_picture_is_refused_beside_its_field(client, content, words):
    client.post(reverse("people:setup"))
    send(client, "country", {"country": "ML", "language": "fr"}, "administration")
    response = send(
        client, "administration", {**page(client, "administration"), "logo": SimpleUploadedFile("l.png", content)}
    )
    assert response.status_code == 200
    assert words in response.content.decode()
    assert SetupDraft.objects.get().logo is None


class Unread(SimpleUploadedFile):
    def read(self, *_args):
        pytest.fail("it was read")


def test_logo_that_is_far_too_large_is_not_even_read():
    huge = Unread("logo.png", PNG)
    huge.size = 50 * 1024 * 1024
    with pytest.raises(ValidationError, match="1"):
        LogoField().clean(huge)


@pytest.mark.parametrize("content", [PNG, make_png(4000, 4000), make_jpeg(), make_jpeg(progressive=True)])
def test_whole_small_picture_is_a_logo(content):
    assert read_logo(content).content == content


def test_generic_template_for_another_country(client):
    client.post(reverse("people:setup"))
    send(client, "country", {"country": "BJ", "language": "fr"}, "administration")
    data = page(client, "administration")
    assert data["name_fr"] == ""
    send(client, "administration", {**data, "name_fr": "Douanes", "name_en": "Customs", "short_name": "DGB"}, "regions")
    send(client, "regions", page(client, "regions"), "bodies")
    send(client, "bodies", page(client, "bodies"), "posts")
    send(client, "posts", page(client, "posts"), "coordinator")
    person = {"password1": PASSWORD, "password2": PASSWORD, "telephone": "97 00 00 00"}
    send(client, "coordinator", person, "check")
    send(client, "check", {})
    assert Administration.current().country == "BJ"
    assert Account.objects.get().telephone == "+22997000000"
    assert not Region.objects.exists()


def test_check_page_leads_to_the_first_page_that_is_not_complete(client):
    client.post(reverse("people:setup"))
    send(client, "country", {"country": "ML", "language": "fr"}, "administration")
    response = client.post(reverse("people:setup_step", args=["check"]))
    assert response["Location"] == reverse("people:setup_step", args=["administration"])
    assert not Administration.objects.exists()


def test_posts_without_a_coordinator_are_refused(client):
    go_through(client)
    data = page(client, "posts")
    data["form-0-role"] = Role.ANALYST
    response = send(client, "posts", data)
    assert response.status_code == 200
    assert "coordonnateur" in response.content.decode()
    assert client.get(reverse("people:setup_step", args=["check"])).status_code == 302


@pytest.mark.parametrize(("role", "row"), [(Role.COORDINATOR, "FETRAM"), (Role.OBSERVER, "")])
def test_post_with_a_role_its_side_does_not_have_is_refused(client, role, row):
    go_through(client)
    data = page(client, "posts")
    number = next(name.split("-")[1] for name, value in data.items() if name.endswith("-body") and value == row)
    response = send(client, "posts", {**data, f"form-{number}-role": role})
    assert response.status_code == 200


def test_two_bodies_of_one_acronym_are_refused(client):
    go_through(client)
    data = {**page(client, "bodies"), "form-6-keep": "on", "form-6-acronym": "cnpm", "form-6-name": "Autre"}
    assert send(client, "bodies", data).status_code == 200


def test_acronym_of_a_body_that_is_customs_own_is_refused_whole(client):
    go_through(client)
    data = {**page(client, "bodies"), "form-6-keep": "on", "form-6-acronym": "DGD", "form-6-name": "Autre"}
    send(client, "bodies", data, "posts")
    response = send(client, "check", {})
    assert response.status_code == 200
    assert not Administration.objects.exists()
    assert not Organisation.objects.exists()
    assert SetupDraft.objects.exists()


@pytest.mark.parametrize("step", ["country", "bodies", "check", "nowhere"])
def test_pages_are_gone_once_there_is_an_administration(client, step):
    client.post(reverse("people:setup"))
    make_administration()
    assert client.get(reverse("people:setup")).status_code == 404
    assert client.post(reverse("people:setup")).status_code == 404
    assert client.get(reverse("people:setup_step", args=[step])).status_code == 404
    assert client.post(reverse("people:setup_step", args=[step]), {"country": "ML"}).status_code == 404


AWAY = [
    {"REMOTE_ADDR": "192.168.1.7"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "danaya.douanes.example"},
]


@pytest.mark.parametrize("address", AWAY)
def test_from_another_machine_the_code_of_the_terminal_is_asked(client, settings, address):
    settings.ALLOWED_HOSTS = ["*"]
    client.defaults.update(address)
    assert client.get(reverse("people:setup_step", args=["country"])).status_code == 302
    assert client.post(reverse("people:setup"), {"code": "AAAA-BBBB-CCCC-DDDD"}).status_code == 200
    assert not SetupDraft.objects.exists()
    typed = setup_code().lower().replace("-", " ")
    assert client.post(reverse("people:setup"), {"code": typed}).status_code == 302
    assert client.get(reverse("people:setup_step", args=["country"])).status_code == 200


def test_setup_code_lives_in_the_folder_until_the_administration_exists(tmp_path):
    code = setup_code()
    assert code_file() == tmp_path / "setup-code.txt"
    assert code_file().read_text() == code == setup_code()
    assert os.name == "nt" or code_file().stat().st_mode & 0o777 == 0o600
    make_administration()
    assert setup_code() is None
    forget_setup_code()
    assert not code_file().exists()


def test_newcomer_is_led_to_the_setup_from_home_and_sign_in(client):
    assert client.get(reverse("account_login"))["Location"] == reverse("people:setup")
    assert reverse("people:setup") in client.get("/").content.decode()
    make_tenure()
    make_administration()
    assert client.get(reverse("account_login")).status_code == 200
    assert reverse("people:setup") not in client.get("/").content.decode()


OTHER_PAGES = ("country", "administration", "regions", "bodies", "posts", "coordinator", "check")
NONSENSE = ("\x00", "-1", "9" * 30, "é'\"<script>", "x" * 6000, "ML\x00", "none")


@pytest.mark.parametrize("step", ["country", "administration", "regions", "bodies", "posts", "coordinator"])
def test_nonsense_on_any_page_is_answered_in_words(client, step):
    client.raise_request_exception = False
    go_through(client)
    names, seen = list(page(client, step)), []
    for words in NONSENSE:
        for also in ({}, {"more": "yes"}, {"back": "yes"}):
            for sent in (dict.fromkeys(names, words), {"form-TOTAL_FORMS": words, "\x00": words}):
                assert send(client, step, {**sent, **also}).status_code < 500
            # What pages show rests on the draft alone: each state of it is looked at on every page.
            state = list(SetupDraft.objects.values())
            for other in OTHER_PAGES if state not in seen else ():
                shown = client.get(reverse("people:setup_step", args=[other]))
                assert shown.status_code in (200, 302), (other, words)
            seen.append(state)
    assert not Administration.objects.exists()


def test_rows_do_not_grow_without_end(client):
    go_through(client)
    send(client, "posts", {**page(client, "posts"), "form-TOTAL_FORMS": "1000", "more": "yes"}, "posts")
    assert int(page(client, "posts")["form-TOTAL_FORMS"]) <= 202


def test_wizard_offers_what_it_says_in_english_too(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.post(reverse("people:setup"))
    send(client, "country", {"country": "ML", "language": "en"}, "administration")
    assert page(client, "administration")["name_en"] == "Directorate General of Customs"
    send(client, "administration", page(client, "administration"), "regions")
    send(client, "regions", page(client, "regions"), "bodies")
    assert "Federation of Customs Brokers of Mali" in page(client, "bodies").values()
