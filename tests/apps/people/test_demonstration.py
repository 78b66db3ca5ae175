"""In the demonstration, and nowhere else, one click signs in as any post."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache
from django.http import Http404
from django.urls import reverse

from danaya.apps.people.actions.create_administration import create_administration
from danaya.apps.people.actions.sign_in_as import sign_in_as
from danaya.apps.people.forms.setup import country_choices
from danaya.apps.people.models import Role
from danaya.demo.chapters.people import plan as tamarie_plan
from danaya.web.folder import DataFolder
from tests.apps.people.factories import (
    make_administration,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def installation(settings):
    settings.TODAY = date(2026, 5, 4)
    cache.clear()


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True
    return make_administration(demonstration=True)


@pytest.fixture
def tenure():
    return make_tenure(post=make_post(Role.COORDINATOR, sign_in_name="coordonnateur"))


def is_signed_in(client):
    return client.get(reverse("people:my_account")).status_code == 200


def test_demonstration_signs_in_as_any_post_with_one_click(client, tenure, demonstration):
    vacant = make_post(Role.DIRECTOR)
    other = make_tenure(Role.TRAINER, account=tenure.account)
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("people:sign_in_as", args=[tenure.post_id]) in page
    assert reverse("people:sign_in_as", args=[vacant.pk]) not in page
    assert client.get(reverse("people:sign_in_as", args=[other.post_id])).status_code == 405
    assert client.post(reverse("people:sign_in_as", args=[other.post_id])).status_code == 302
    assert client.get("/").wsgi_request.acting == other
    assert client.post(reverse("people:sign_in_as", args=[vacant.pk])).status_code == 404


def test_demonstration_shows_the_posts_that_see_most_first(client, tenure, demonstration):
    customs = tenure.post.organisation
    posts = [make_tenure(role, customs).post for role in (Role.FACILITATOR, Role.ANALYST, Role.DIRECTOR)]
    page = client.get(reverse("account_login")).content.decode()
    wanted = [tenure.post, *reversed(posts)]
    places = [page.index(reverse("people:sign_in_as", args=[post.pk])) for post in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("folder_says_so", "database_says_so"),
    [(False, False), (True, False), (False, True)],
    ids=[
        "own installation",
        "real database in the demonstration's folder",
        "demonstration's database in another folder",
    ],
)
def test_one_click_sign_in_exists_nowhere_else(client, tenure, settings, folder_says_so, database_says_so):
    settings.DEMONSTRATION = folder_says_so
    make_administration(demonstration=database_says_so)
    address = reverse("people:sign_in_as", args=[tenure.post_id])
    for method in ("get", "post", "put", "head", "options"):
        assert getattr(client, method)(address).status_code == 404
    with pytest.raises(Http404):
        sign_in_as(client.get("/").wsgi_request, tenure.post)
    assert not is_signed_in(client)
    assert "sign-in/as" not in client.get(reverse("account_login")).content.decode()


def test_test_suite_is_no_demonstration(settings):
    assert settings.DEMONSTRATION is False


@pytest.mark.parametrize("said", ["", "demonstration = false", 'demonstration = "true"', "demonstration = 1"])
def test_demonstration_is_named_by_the_folder_and_by_nothing_else(tmp_path, monkeypatch, said):
    monkeypatch.setenv("DANAYA_DEMONSTRATION", "true")
    (tmp_path / "danaya.toml").write_text(said)
    assert DataFolder(tmp_path).is_demonstration is False
    (tmp_path / "danaya.toml").write_text("demonstration = true\n")
    assert DataFolder(tmp_path).is_demonstration is True


def test_demonstration_never_opens_the_database_of_the_real_installation(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://danaya@localhost/douanes")
    assert DataFolder(tmp_path).database()["NAME"] == "douanes"
    (tmp_path / "danaya.toml").write_text('demonstration = true\ndatabase = "postgresql://danaya@localhost/douanes"\n')
    assert DataFolder(tmp_path).database()["NAME"] == tmp_path / "danaya.sqlite3"


def test_plan_of_the_demonstration_marks_what_it_creates(settings):
    created = create_administration(tamarie_plan(), actor=None, at=AT)
    assert created.administration.demonstration is True


def test_demonstration_made_before_there_was_the_mark_gets_it():
    module = import_module("danaya.apps.people.migrations.0003_demonstration")
    administration = make_administration(country="XT")
    module.mark_demonstrations(apps, None)
    administration.refresh_from_db()
    assert administration.demonstration is True
    assert "XT" not in dict(country_choices())
