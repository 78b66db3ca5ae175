"""What tests of pages share: who is signed in, addresses, files that are sent, words of an answer."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def uploaded(content: bytes, name: str = "answers.csv") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def page(name: str, round_: Any, *more: Any) -> str:
    """The address of a page of a round."""
    return reverse(f"rounds:{name}", args=[round_.pk, *more])


def words(response: Any) -> str:
    """What an answer says."""
    return str(response.content.decode("utf-8"))
