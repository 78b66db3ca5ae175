"""Names in several languages as the database keeps them."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danaya.engines.language import in_language


def validate_text(value: object) -> None:
    """Refuse a text that is not a mapping from language codes to words, or that has no word at all."""
    if not isinstance(value, Mapping) or not any(str(words).strip() for words in value.values()):
        raise ValidationError(_("Give the words in at least one language."), code="text-empty")
    if not all(isinstance(code, str) and isinstance(words, str) for code, words in value.items()):
        raise ValidationError(_("Give a text per language."), code="text-not-a-mapping")


def current_language() -> str:
    """Return the language of the page that is being made, French where none is active."""
    return (get_language() or "fr").split("-")[0]


def read(text: Mapping[str, str]) -> str:
    """Return ``text`` in the language of the page that is being made."""
    return in_language(text, current_language())


class Words(models.JSONField):
    """A ``Text``: one entry per language."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("default", dict)
        if not kwargs.get("blank"):
            kwargs.setdefault("validators", [validate_text])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
