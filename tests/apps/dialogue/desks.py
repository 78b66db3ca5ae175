"""Posts at their pages: a client per tenure, and what a page says as its reader sees it."""

import html
import re

from django.test import Client
from django.urls import reverse

from danaya.apps.people.models import Tenure


def sign_in(tenure: Tenure, language: str = "fr") -> Client:
    """Return a client that acts for a tenure."""
    client = Client(headers={"accept-language": language})
    client.force_login(tenure.account)
    return client


def at(name: str, *arguments: object) -> str:
    """Return the address of a page of the dialogue."""
    return reverse(f"dialogue:{name}", args=[getattr(one, "pk", one) for one in arguments])


def page_of(expectation, name: str = "expectation") -> str:
    """Return the address of a page about an expectation."""
    return at(name, expectation.consultation_id, expectation.pk)


def words(response) -> str:
    """Return the main part of a page in plain words, with plain spaces."""
    text = response.content.decode()
    main = text.partition('id="main"')[2].partition("</main>")[0]
    plain = html.unescape(re.sub(r"<[^>]+>", " ", main))
    return re.sub(r"\s+", " ", plain.replace("\u202f", " ").replace("\u00a0", " ")).replace(" ,", ",")
