"""Visits: they end with the last tenure, lead back to where one was, and leave closed cookies."""

import re
from datetime import date
from html import unescape

import pytest
from django.conf import settings as site
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from danaya.apps.people.models import Account, Administration, Role, Tenure
from tests.apps.people.factories import PASSWORD, make_account, make_administration, make_post, make_tenure

pytestmark = pytest.mark.django_db


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


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_form_without_anything_typed_leads_back_to_its_page(client):
    address = reverse("rounds:create")
    sent = client.post(address, headers={"referer": f"http://testserver{address}?a=1"})
    assert sent["Location"] == f"{reverse('account_login')}?next={address}%3Fa%3D1"
    assert "rien n’a été enregistré" in words(client.get(sent["Location"]))


def test_referer_of_another_site_leads_home(client):
    sent = client.post(reverse("rounds:create"), headers={"referer": "https://elsewhere.example/x"})
    assert sent["Location"] == f"{reverse('account_login')}?next=/"


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
    Account.objects.filter(pk=analyst.account_id).update(email="a@douanes.example")
    visit(Client(), "a@douanes.example")


def test_visit_goes_on_under_another_post_still_held(client, analyst, settings):
    other = make_tenure(Role.TRAINER, account=analyst.account, since=date(2026, 1, 1))
    visit(client)
    Tenure.objects.filter(pk=analyst.pk).update(until=date(2026, 5, 5))
    settings.TODAY = date(2026, 5, 5)
    assert client.get("/").wsgi_request.acting == other


def test_cookies_are_closed_to_scripts_and_to_other_sites(client, analyst):
    visit(client)
    client.post(reverse("set_language"), {"language": "en"})
    names = {site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME, site.LANGUAGE_COOKIE_NAME}
    assert set(client.cookies) >= names
    for name in names:
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name


@pytest.mark.parametrize("how", ["password", "one click"])
def test_key_of_a_visit_is_new_after_signing_in(client, analyst, settings, how):
    """Else who plants a key in a shared browser would share the visit."""
    planted = SessionStore()
    planted["planted"] = True
    planted.save()
    client.cookies[site.SESSION_COOKIE_NAME] = planted.session_key
    if how == "password":
        visit(client)
    else:
        settings.DEMONSTRATION = True
        Administration.objects.update(demonstration=True)
        client.post(reverse("people:sign_in_as", args=[analyst.post_id]))
    assert client.get("/").wsgi_request.user.is_authenticated
    assert client.cookies[site.SESSION_COOKIE_NAME].value != planted.session_key
    assert not SessionStore().exists(planted.session_key)


@pytest.mark.parametrize("who", ["right name", "nobody", "never signed in", "closed account", "+223 76 00 00 99"])
def test_sign_in_takes_as_long_for_everybody(client, analyst, monkeypatch, who):
    """One password is worked out, whoever is named: the time tells nobody who has an account."""
    if who == "never signed in":
        make_tenure(
            Role.TRAINER, post=make_post(Role.TRAINER, sign_in_name="formateur"), account=make_account(password=None)
        )
    if who == "closed account":
        Account.objects.filter(pk=analyst.account_id).update(is_active=False)
    worked = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: worked.append(1) or encode(*given))
    names = {"nobody": "personne", "never signed in": "formateur", "+223 76 00 00 99": who}
    client.post(reverse("account_login"), {"login": names.get(who, "analyste"), "password": "wrong"})
    assert len(worked) == 1
