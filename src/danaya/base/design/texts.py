"""Text in several languages: how models keep it and forms ask for it, French and English side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from danaya.engines.language import LANGUAGES

NAMES = {"fr": "Français", "en": "English"}


class TextsWidget(forms.MultiWidget):
    """One input per language, side by side where the screen is wide enough, each with its ``lang``."""

    template_name = "design/texts.html"
    use_fieldset = True
    kind = "texts"

    def __init__(self, languages: Sequence[str] = LANGUAGES, *, rows: int = 1, attrs: dict[str, Any] | None = None):
        self.languages = tuple(languages)
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {code: self._one(code, rows) for code in self.languages}
        super().__init__(widgets, attrs)

    @staticmethod
    def _one(code: str, rows: int) -> forms.Widget:
        attrs = {"lang": code, "dir": "auto"}
        return forms.Textarea({**attrs, "rows": rows}) if rows > 1 else forms.TextInput(attrs)

    def decompress(self, value: Any) -> list[str]:
        """Return the words per language, in the order of the inputs."""
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the name of each language to its input."""
        if isinstance(value, Mapping):
            value = self.decompress(value)
        context = super().get_context(name, value, attrs)
        for code, part in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            part["language"] = NAMES.get(code, code)
        return context


class TextsField(forms.MultiValueField):
    """A text in French and English; ``complete=False`` allows one of them to wait for its translation."""

    widget: Any = TextsWidget

    def __init__(
        self,
        *,
        max_length: int | None = 1000,
        rows: int = 1,
        complete: bool = True,
        required: bool = True,
        **kwargs: Any,
    ) -> None:
        self.complete = complete
        fields = tuple(forms.CharField(max_length=max_length, required=False) for _code in LANGUAGES)
        kwargs.setdefault("widget", TextsWidget(LANGUAGES, rows=rows))
        super().__init__(fields, require_all_fields=False, required=False, **kwargs)
        self.required = required
        self.widget.is_required = required

    def compress(self, data_list: Sequence[str]) -> dict[str, str]:
        """Return language → words, without the empty ones."""
        return {code: words for code, words in zip(LANGUAGES, data_list or [], strict=False) if words}

    def clean(self, value: Any) -> dict[str, str]:
        """Return the text; say which language is still missing."""
        if isinstance(value, Mapping):
            value = [value.get(code, "") for code in LANGUAGES]
        words: dict[str, str] = super().clean(value) or {}
        missing = [NAMES[code] for code in LANGUAGES if code not in words]
        if not words and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if words and missing and self.complete:
            message = _("Add the text in %(language)s for “%(label)s”.")
            raise ValidationError(
                message, code="language", params={"language": ", ".join(missing), "label": self.label or ""}
            )
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether any language changed."""
        return bool(self.compress(list(data or [])) != dict(initial or {}))


class MultilingualField(models.JSONField):
    """A model's text in several languages: ``{"fr": …, "en": …}``."""

    def __init__(self, *args: Any, rows: int = 1, complete: bool = True, **kwargs: Any) -> None:
        self.rows, self.complete = rows, complete
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return the side-by-side field."""
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        defaults = {
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
            "rows": self.rows,
            "complete": self.complete,
        }
        return TextsField(**{**defaults, **kwargs})

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Refuse what is not a mapping from language to words."""
        value = super().clean(value, model_instance)
        if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
            raise ValidationError(_("Give a text per language."), code="texts")
        return value
