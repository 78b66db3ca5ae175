"""In the demonstration, and nowhere else, one click signs in as any post."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from danaya.apps.people.models import Role
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
    make_administration()


@pytest.fixture
def tenure():
    return make_tenure(post=make_post(Role.COORDINATOR, sign_in_name="coordonnateur"))


def is_signed_in(client):
    return client.get(reverse("people:my_account")).status_code == 200


def test_demonstration_signs_in_as_any_post_with_one_click(client, tenure, settings):
    settings.DEMONSTRATION = True
    vacant = make_post(Role.DIRECTOR)
    other = make_tenure(Role.TRAINER, account=tenure.account)
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("people:sign_in_as", args=[tenure.post_id]) in page
    assert reverse("people:sign_in_as", args=[vacant.pk]) not in page
    assert client.get(reverse("people:sign_in_as", args=[other.post_id])).status_code == 405
    assert client.post(reverse("people:sign_in_as", args=[other.post_id])).status_code == 302
    assert client.get("/").wsgi_request.acting == other
    assert client.post(reverse("people:sign_in_as", args=[vacant.pk])).status_code == 404


def test_demonstration_shows_the_posts_that_see_most_first(client, tenure, settings):
    settings.DEMONSTRATION = True
    customs = tenure.post.organisation
    posts = [make_tenure(role, customs).post for role in (Role.FACILITATOR, Role.ANALYST, Role.DIRECTOR)]
    page = client.get(reverse("account_login")).content.decode()
    wanted = [tenure.post, *reversed(posts)]
    places = [page.index(reverse("people:sign_in_as", args=[post.pk])) for post in wanted]
    assert places == sorted(places)


def test_one_click_sign_in_does_not_exist_in_any_other_folder(client, tenure, settings):
    assert settings.DEMONSTRATION is False
    address = reverse("people:sign_in_as", args=[tenure.post_id])
    assert client.post(address).status_code == 404
    assert not is_signed_in(client)
    assert "sign-in/as" not in client.get(reverse("account_login")).content.decode()


def test_demonstration_is_named_by_the_folder_and_by_nothing_else(tmp_path):
    assert DataFolder(tmp_path).options.get("demonstration", False) is False
    (tmp_path / "danaya.toml").write_text("demonstration = true\n")
    assert DataFolder(tmp_path).options["demonstration"] is True
