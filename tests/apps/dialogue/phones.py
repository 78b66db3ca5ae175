"""A telephone in the hand of whoever has a card: a browser of its own, in one language."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from danaya.apps.dialogue.models import Consultation
from danaya.base.cards.pocket import cookie_name


@dataclass
class Phone:
    """Opens pages of one consultation; ``code`` enters."""

    consultation: Consultation
    language: str = "fr"
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.cookies["django_language"] = self.language

    def address(self, name: str, *more: object) -> str:
        """Return the address of a page of the consultation."""
        return reverse(f"dialogue:{name}", args=[self.consultation.pk, *more])

    def enter(self, code: str, **data: str) -> HttpResponse:
        """Type a code."""
        return self.client.post(reverse("dialogue:enter"), {"code": code, **data})

    def get(self, name: str, *more: object, **query: object) -> HttpResponse:
        """Open a page."""
        return self.client.get(self.address(name, *more), query)

    def post(self, name: str, *more: object, **data: object) -> HttpResponse:
        """Press a button."""
        return self.client.post(self.address(name, *more), data)

    def read(self, name: str, *more: object, **query: object) -> str:
        """Return the words of a page that must be there."""
        return text_of(self.get(name, *more, **query))

    @property
    def has_card(self) -> bool:
        """Whether a card is in the pocket."""
        return bool(self.client.cookies.get(cookie_name()) and self.client.cookies[cookie_name()].value)


def phone_with(code: str, consultation: Consultation, language: str = "fr") -> Phone:
    """A telephone on which a card was entered."""
    phone = Phone(consultation, language)
    assert phone.enter(code).status_code == 302
    return phone


def text_of(response: Any, status: int = 200) -> str:
    """Return the page as text."""
    assert response.status_code == status, response.content.decode()
    text: str = response.content.decode()
    return text
