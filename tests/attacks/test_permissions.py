"""Every address × every viewer × every method, against the table that was written by hand (``permissions.toml``)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache as counters
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from danaya.apps.people.access import Access, declared_access, open_to_all
from danaya.apps.people.rights import allowed
from tests.attacks.samples import VIEWERS, World, arguments

TABLE = tomllib.loads(Path(__file__).with_name("permissions.toml").read_text("utf-8"))
GROUPS = TABLE.pop("groups")
METHODS = ("GET", "POST")
OTHER_METHODS = ("HEAD", "PUT", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Address:
    """One address of the installation."""

    name: str
    arguments: tuple[str, ...]
    view: Any


def walk(resolver: URLResolver, spaces: tuple[str, ...] = (), taken: tuple[str, ...] = ()) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        names = (*taken, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from walk(entry, (*spaces, *filter(None, [entry.namespace])), names)
        elif isinstance(entry, URLPattern):
            yield Address(":".join((*spaces, entry.name or f"? {entry.pattern}")), names, entry.callback)


@cache
def addresses() -> dict[str, Address]:
    return {address.name: address for address in walk(get_resolver())}


def test_no_two_addresses_share_a_name():
    """Else the table would speak of one of them only."""
    assert len(addresses()) == len(list(walk(get_resolver())))


def members(names: list[str]) -> set[str]:
    """The viewers that the names of viewers and groups stand for."""
    found: set[str] = set()
    for name in names:
        if name not in GROUPS and name not in VIEWERS:
            raise LookupError(name)
        found |= members(GROUPS[name]) if name in GROUPS else {name}
    return found


def expected(entry: dict[str, Any], viewer: str, method: str) -> str:
    """What the table says; where a page does not exist for the viewer, a method it does not know says no more."""
    through = members(entry.get(method, entry["who"]))
    if viewer in members(entry.get("absent", [])) - through:
        return "absent" if method in entry["methods"] else "absent or no method"
    if viewer in members(entry.get("step_aside", [])):
        return "step aside"
    if viewer not in through:
        return "sign-in" if viewer == "anonymous" else "deny"
    return "allow" if method in entry["methods"] else "no method"


def expected_of_others(entry: dict[str, Any], viewer: str) -> str:
    """What a method the table does not name may give: whoever is let through with none is refused as with all."""
    said = {expected(entry, viewer, method) for method in METHODS} - {"no method"}
    if said & {"allow"}:
        return "allow or no method or absent"
    return " or ".join(sorted(said)) + " or no method"


def outcome(response: Any) -> str:
    sign_in = reverse("account_login")
    if response.status_code == 302 and response["Location"].partition("?")[0] == sign_in:
        return "sign-in" if "?next=" in response["Location"] else "step aside"
    if response.has_header("Allow") and not response.content:
        return "no method"  # what OPTIONS answers: which methods there are, and nothing else
    known = {403: "deny", 404: "absent", 405: "no method"}
    return known.get(response.status_code, "allow" if response.status_code < 500 else f"error {response.status_code}")


def ask(world: World, viewer: str, method: str, address: str) -> str:
    """What ``viewer`` gets; nothing that it changed stays."""
    client = world.client(viewer)
    with transaction.atomic():
        answer = outcome(client.generic(method, address))
        transaction.set_rollback(True)
    return answer


@pytest.fixture
def short_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without their pages, which tests/web reads: here who is let through counts, some thirty thousand times."""
    monkeypatch.setattr("danaya.web.urls.handler403", lambda request, exception: HttpResponse("403", status=403))
    monkeypatch.setattr("danaya.web.urls.handler404", lambda request, exception: HttpResponse("404", status=404))
    monkeypatch.setattr("danaya.web.problems.wrong_method", wrong_method)


def wrong_method(request: Any, allowed: str) -> HttpResponse:
    return HttpResponse("405", status=405, headers={"Allow": allowed})


def test_every_address_is_in_the_table_and_every_entry_has_its_address():
    assert set(addresses()) - set(TABLE) == set(), "addresses without an entry in permissions.toml"
    assert set(TABLE) - set(addresses()) == set(), "entries of permissions.toml without an address"


@pytest.mark.parametrize("name", sorted(addresses()))
def test_every_view_declares_who_may_call_it(name):
    access = declared_access(addresses()[name].view)
    assert isinstance(access, Access), f"{name} declares nothing"
    if access.permission:
        assert allowed(None, access.permission) is False


@pytest.mark.django_db
def test_view_that_declares_nothing_answers_nobody(world, rf):
    from django.core.exceptions import PermissionDenied

    from danaya.apps.people.middleware import PostMiddleware

    def undeclared(request: Any) -> HttpResponse:
        return HttpResponse("secret")

    middleware = PostMiddleware(lambda request: HttpResponse())
    request = rf.get("/")
    request.user = world.viewer("coordinator")
    with pytest.raises(PermissionDenied):
        middleware.process_view(request, undeclared, (), {})
    assert middleware.process_view(request, open_to_all(undeclared), (), {}) is None


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(addresses()))
def test_address_answers_as_the_table_says(name, world):
    entry = TABLE.get(name)
    assert entry is not None, f"{name} is not in permissions.toml"
    address = reverse(name, kwargs=arguments(world, name, list(addresses()[name].arguments)))
    wrong = []
    for viewer in VIEWERS:
        for method in METHODS:
            wanted, got = expected(entry, viewer, method), ask(world, viewer, method, address)
            counters.clear()
            if got not in wanted.split(" or "):
                wrong.append(f"{method} {address} as {viewer}: {got}, the table says {wanted}")
    assert wrong == []


@pytest.mark.once
@pytest.mark.usefixtures("short_refusals")
@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(addresses()))
def test_address_lets_nobody_through_by_another_method(name, world):
    entry = TABLE[name]
    address = reverse(name, kwargs=arguments(world, name, list(addresses()[name].arguments)))
    wrong = []
    for viewer in VIEWERS:
        for method in OTHER_METHODS:
            wanted, got = expected_of_others(entry, viewer), ask(world, viewer, method, address)
            counters.clear()
            if got not in wanted.split(" or "):
                wrong.append(f"{method} {address} as {viewer}: {got}, the table allows {wanted}")
    assert wrong == []


@pytest.mark.once
@pytest.mark.usefixtures("short_refusals")
@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, entry in TABLE.items() if "POST" in entry["methods"]))
def test_form_sent_without_its_token_is_refused(name, world):
    """What another site makes a browser send has no token."""
    address = reverse(name, kwargs=arguments(world, name, list(addresses()[name].arguments)))
    for viewer in ("anonymous", *sorted(members(TABLE[name]["who"]) - {"anonymous"})[:1]):
        client = Client(enforce_csrf_checks=True)
        account = world.viewer(viewer)
        if account is not None:
            client.force_login(account)
        with transaction.atomic():
            assert client.post(address, {}, headers={"origin": "https://elsewhere.example"}).status_code == 403
            assert client.post(address, {}).status_code == 403
            transaction.set_rollback(True)


CUSTOMS = {*members(["customs"]), "ended"}
OVER_EACH = {
    "people:hand_over_post": lambda who, whose: (
        who == "coordinator" or (who == whose and who in members(["posts"]) - {"expert"})
    ),
    "people:change_post": lambda who, whose: who == "coordinator",
    "people:end_tenure": lambda who, whose: who == "coordinator",
    "people:change_organisation": lambda who, whose: who == "coordinator",
    "people:add_post": lambda who, whose: who == "coordinator",
    "people:help_account": lambda who, whose: who == "coordinator" or (who == "technician" and whose in CUSTOMS),
    "people:post": lambda who, whose: who in members(["posts"]),
    "people:organisation": lambda who, whose: who in members(["posts"]),
}
"""Address → who is let through to whose post, tenure, account or organisation, of every organisation and not of one only."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", OVER_EACH)
def test_rights_over_each_others_posts_and_accounts(name, world):
    wrong = []
    for whose in VIEWERS[1:]:
        held = world.tenures[whose]
        keys = {
            "post_id": held.post_id,
            "tenure_id": held.pk,
            "account_id": held.account_id,
            "organisation_id": held.post.organisation_id,
        }
        address = reverse(name, kwargs={key: keys[key] for key in addresses()[name].arguments})
        for who in VIEWERS[1:]:
            wanted, got = "allow" if OVER_EACH[name](who, whose) else "deny", ask(world, who, "GET", address)
            if got != wanted:
                wrong.append(f"{who} over {whose}: {got}, should be {wanted}")
    assert wrong == []


def test_groups_name_every_viewer():
    assert members(["everybody"]) == set(VIEWERS)


@pytest.mark.django_db
def test_refusal_is_a_page_that_says_so(world, client):
    client.force_login(world.viewer("own_member"))
    response = client.get(reverse("people:add_organisation"))
    assert response.status_code == 403
    assert "<h1" in response.content.decode()
