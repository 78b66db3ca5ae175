"""How often a password may be tried: one account is protected, nobody else is kept out."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from danaya.apps.people.models import Account, Role
from tests.apps.people.factories import PASSWORD, make_administration, make_post, make_tenure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installation(settings):
    settings.TODAY = date(2026, 5, 4)
    cache.clear()
    make_administration()


@pytest.fixture
def tenure():
    return make_tenure(post=make_post(Role.COORDINATOR, sign_in_name="coordonnateur"))


def sign_in(client, login="coordonnateur", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def is_signed_in(client):
    return client.get(reverse("people:my_account")).status_code == 200


def test_sign_in_is_limited_for_one_identifier(client, tenure):
    answers = [words(sign_in(client, password=f"wrong {number}")) for number in range(6)]
    assert "Attendez quelques minutes" not in answers[4]
    assert "Attendez quelques minutes" in answers[5]
    assert "Attendez quelques minutes" in words(sign_in(client))


def tried(login, address="192.0.2.1", password="wrong", host="localhost"):  # noqa: S107 - a wrong one
    client = Client(REMOTE_ADDR=address, HTTP_HOST=host)
    return words(sign_in(client, login, password)), is_signed_in(client)


def test_limit_is_not_escaped_by_another_spelling_or_name_of_the_site(tenure):
    Account.objects.filter(pk=tenure.account_id).update(telephone="+22376000001")
    spellings = ["+223 76 00 00 01", "0022376000001", "76.00.00.01", "(+223) 76000001", "76 00-00 01"]
    hosts = ["localhost", "127.0.0.1", "localhost:8000", "[::1]", "LOCALHOST"]
    for login, host in zip(spellings, hosts, strict=True):
        assert "Attendez" not in tried(login, host=host)[0]
    assert "Attendez" in tried("+22376000001", password=PASSWORD)[0]


def test_somebody_elses_wrong_tries_do_not_keep_the_holder_out(tenure):
    for _ in range(6):
        said, _in = tried("coordonnateur", address="203.0.113.9")
    assert "Attendez" in said
    assert tried("coordonnateur", address="192.0.2.1", password=PASSWORD)[1]
    other = make_tenure(Role.ANALYST, post=make_post(Role.ANALYST, sign_in_name="analyste"))
    assert tried(other.post.sign_in_name, address="203.0.113.9", password=PASSWORD)[1]


def test_account_tried_from_very_many_places_is_closed_for_a_while(tenure, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "account_failed": "8/h/key"}
    for number in range(8):
        assert "Attendez" not in tried("coordonnateur", address=f"203.0.113.{number}")[0]
    assert "Attendez" in tried("Coordonnateur", address="203.0.113.99")[0]
    assert "Attendez" not in tried("personne", address="203.0.113.99")[0]


def test_right_passwords_are_not_counted(client, tenure, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "account_failed": "3/h/key"}
    assert all(tried("coordonnateur", password=PASSWORD)[1] for _ in range(7))


def test_forty_people_sign_in_from_one_address_in_a_minute():
    posts = [make_tenure(Role.TRAINER).post.sign_in_name for _ in range(40)]
    assert all(tried(name, password=PASSWORD)[1] for name in posts)


def test_flood_of_invented_identifiers_does_not_wipe_the_counts_out(tenure):
    for _ in range(5):
        tried("coordonnateur")
    for number in range(350):
        tried(f"invented-{number}", address=f"198.51.100.{number % 250}")
    assert "Attendez" in tried("coordonnateur", password=PASSWORD)[0]


def test_confirming_counts_wrong_passwords_too(client, tenure):
    sign_in(client)
    answers = [words(client.post(reverse("account_reauthenticate"), {"password": f"no {n}"})) for n in range(6)]
    assert "Attendez" not in answers[4]
    assert "Attendez" in answers[5]
