"""Every form of every page, filled with what no page expects: an answer in words, never a fault.

The fields are read from the page itself, so that a new form is tried without being named here.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache as counters
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.attacks.samples import World, arguments
from tests.attacks.test_permissions import TABLE, addresses, members

NONSENSE = (
    "\x00",
    "-1",
    "99999999999999999999999",
    "é'\"<script>alert(1)</script>",
    "\u202e\u0000\U0001f600",
    "x" * 6000,
    "2026-02-31",
    "{}",
    "nan",
    "../../etc/passwd",
)
FORMS = sorted(name for name, entry in TABLE.items() if "POST" in entry["methods"] and entry["who"])


def fields_of(html: str) -> set[str]:
    """The names of everything that the forms of a page can send."""
    named = re.findall(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"', html)
    return {unescape(name) for name in named} - {"csrfmiddlewaretoken", "language", "next", "back"}


def signed_in(world: World, name: str) -> Client:
    viewers = sorted(members(TABLE[name].get("POST", TABLE[name]["who"])) - {"anonymous"})
    client = world.client("coordinator" if "coordinator" in viewers else viewers[0])
    client.raise_request_exception = False
    return client


def is_page(answer: Any) -> bool:
    """A file to fetch has no fields."""
    return str(answer.headers.get("Content-Type", "")).startswith("text/html")


def filled(fields: set[str]) -> Iterator[dict[str, Any]]:
    """Each nonsense in every field, once and twice; nothing where there is no field."""
    for words in NONSENSE if fields else ():
        yield dict.fromkeys(fields, words)
        yield {key: [words, words] for key in fields}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_nonsense_is_answered_in_words(name: str, world: Any) -> None:
    address = reverse(name, kwargs=arguments(world, name, list(addresses()[name].arguments)))
    faults = []
    with transaction.atomic():
        page = signed_in(world, name).get(address)
        fields = fields_of(page.content.decode()) if is_page(page) else set()
        transaction.set_rollback(True)
    for sent in ({}, *filled(fields)):
        with transaction.atomic():
            answer = signed_in(world, name).post(address, sent)
            transaction.set_rollback(True)
        counters.clear()
        if answer.status_code >= 500:
            faults.append((str(sent)[:40], answer.status_code))
    assert faults == []
