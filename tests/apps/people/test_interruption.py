"""A visit that ends while somebody types: nothing typed is lost, and nobody else sees it."""

import re
from datetime import date
from html import unescape

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from danaya.apps.people.interruption import INTERRUPTED, MOST_SIGNS
from danaya.apps.people.models import Role, Tenure
from tests.apps.people.factories import PASSWORD, make_administration, make_post, make_tenure

pytestmark = pytest.mark.django_db
TYPED = {"title_fr": "Ronde d’essai\nsur deux lignes", "groups": ["a", "b"], "empty": ""}


@pytest.fixture(autouse=True)
def installation(settings):
    settings.TODAY = date(2026, 5, 4)
    cache.clear()
    make_administration()


@pytest.fixture
def analyst():
    return make_tenure(Role.ANALYST, post=make_post(Role.ANALYST, sign_in_name="analyste"))


def visit(client, name="analyste"):
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    assert client.get(reverse("people:my_account")).status_code == 200
    return client


def expire():
    Session.objects.all().delete()


@pytest.fixture
def address():
    return reverse("rounds:create")


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_what_was_sent_after_the_end_comes_back_after_signing_in(client, analyst, address):
    visit(client)
    expire()
    sent = client.post(address, {**TYPED, "password1": "secret words", "code": "ABCD"})
    assert sent["Location"] == f"{reverse('account_login')}?next={reverse('people:resume')}"
    assert "Votre visite avait pris fin" in words(client.get(sent["Location"]))
    signed = client.post(
        reverse("account_login"), {"login": "analyste", "password": PASSWORD, "next": reverse("people:resume")}
    )
    page = client.get(signed["Location"]).content.decode()
    assert f'action="{address}"' in page
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page[page.index(f'action="{address}"') :])
    assert [(name, unescape(value)) for name, value in kept if name != "csrfmiddlewaretoken"] == [
        ("title_fr", TYPED["title_fr"]),
        ("groups", "a"),
        ("groups", "b"),
        ("empty", ""),
    ]
    assert "secret words" not in page
    assert client.get(reverse("people:resume"))["Location"] == "/"


def test_chosen_file_is_asked_for_again(client, analyst, address):
    visit(client)
    expire()
    client.post(address, {**TYPED, "file": SimpleUploadedFile("a.csv", b"a;b")})
    visit(client)
    assert "choisissez-le de nouveau" in words(client.get(reverse("people:resume")))


def test_another_account_in_the_same_browser_does_not_see_it(client, analyst, address):
    make_tenure(Role.TRAINER, post=make_post(Role.TRAINER, sign_in_name="formateur"))
    visit(client)
    expire()
    client.post(address, TYPED)
    visit(client, "formateur")
    assert client.get(reverse("people:resume"))["Location"] == "/"
    assert INTERRUPTED not in client.session


def test_nothing_is_kept_of_who_signed_out_or_never_was_here(client, analyst, address):
    visit(client)
    client.post(reverse("account_logout"))
    for visitor in (client, Client()):
        sent = visitor.post(address, TYPED, headers={"referer": f"http://testserver{address}?a=1"})
        assert sent["Location"] == f"{reverse('account_login')}?next={address}%3Fa%3D1"
        assert INTERRUPTED not in visitor.session
        assert "rien n’a été enregistré" in words(visitor.get(sent["Location"]))


def test_forged_cookie_keeps_nothing(client, analyst, address):
    client.cookies[site.VISITOR_COOKIE_NAME] = f"{analyst.account_id}:forged"
    client.post(address, TYPED)
    assert INTERRUPTED not in client.session


def test_referer_of_another_site_leads_home(client, address):
    sent = client.post(address, TYPED, headers={"referer": "https://elsewhere.example/x"})
    assert sent["Location"] == f"{reverse('account_login')}?next=/"


def test_acts_that_give_rights_and_very_long_texts_are_not_kept(client, analyst, address):
    visit(client)
    expire()
    client.post(reverse("people:hand_over_post", args=[analyst.post_id]), {"who": "new", "display_name": "X"})
    assert INTERRUPTED not in client.session
    client.post(address, {"title_fr": "x" * (MOST_SIGNS + 1)})
    assert INTERRUPTED not in client.session


def test_visit_ends_with_the_last_tenure_on_every_machine(client, analyst, settings):
    elsewhere = visit(Client())
    visit(client)
    Tenure.objects.filter(pk=analyst.pk).update(until=date(2026, 5, 5))
    assert client.get("/").wsgi_request.user.is_authenticated
    settings.TODAY = date(2026, 5, 5)
    for visitor in (client, elsewhere):
        page = visitor.get("/")
        assert not page.wsgi_request.user.is_authenticated
        assert "Votre mandat a pris fin" in words(page)
        assert visitor.get(reverse("people:my_account")).status_code == 302
        assert visitor.cookies[site.VISITOR_COOKIE_NAME].value == ""
    visit(Client(), analyst.account.email or _with_email(analyst.account))


def _with_email(account):
    type(account).objects.filter(pk=account.pk).update(email="a@douanes.example")
    return "a@douanes.example"


def test_visit_goes_on_under_another_post_still_held(client, analyst, settings):
    other = make_tenure(Role.TRAINER, account=analyst.account, since=date(2026, 1, 1))
    visit(client)
    Tenure.objects.filter(pk=analyst.pk).update(until=date(2026, 5, 5))
    settings.TODAY = date(2026, 5, 5)
    assert client.get("/").wsgi_request.acting == other


def test_cookies_are_closed_to_scripts_and_to_other_sites(client, analyst):
    visit(client)
    client.post(reverse("set_language"), {"language": "en"})
    names = {site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME, site.VISITOR_COOKIE_NAME, site.LANGUAGE_COOKIE_NAME}
    assert set(client.cookies) >= names
    for name in names:
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name
    assert client.cookies[site.VISITOR_COOKIE_NAME]["max-age"] == ""
