"""A telephone without account that follows a personal link."""

from typing import Any

from django.test import Client
from django.urls import reverse


class Phone:
    """A browser with one link; nobody is signed in."""

    def __init__(self, code: str, language: str = "fr") -> None:
        self.code, self.client = code, Client()
        self.client.cookies["django_language"] = language

    def home(self) -> Any:
        return self.client.get(reverse("commitments:link", args=[self.code]))

    def update(self, **said: Any) -> Any:
        return self.client.post(reverse("commitments:link", args=[self.code]), said)

    def address(self, act: str, of: Any) -> str:
        return reverse("commitments:link_act", args=[self.code, act, of.pk])

    def open(self, act: str, of: Any) -> Any:
        return self.client.get(self.address(act, of))

    def do(self, act: str, of: Any, **sent: Any) -> Any:
        return self.client.post(self.address(act, of), sent)


def text_of(response: Any, status: int = 200) -> str:
    page = response.content.decode()
    assert response.status_code == status, page
    return page
