"""Filters and tags of the design system: French typography, numbers, texts in several languages, forms."""

import html
from collections.abc import Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from danaya.engines import language

register = template.Library()


def active() -> str:
    """Return the language of the page."""
    return (get_language() or "fr").split("-")[0]


@register.filter
def typeset(text: object) -> str:
    """Set a sentence with the spaces its language asks for (U+202F before ``; ! ?``, U+00A0 before ``:``).

    What was escaped already, as the attributes of our parts are, is taken back to words first: else its reader would see
    the entities, and a space would be put before their semicolons.
    """
    words = html.unescape(text) if isinstance(text, SafeString) else str(text)
    return language.typeset(words, active())


@register.filter
def score(value: float | None, decimals: int = 1) -> str:
    """Show a score 0–10 with one decimal."""
    return language.number(value, active(), int(decimals))


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """Show a number with the marks of the language."""
    return language.number(value, active(), int(decimals))


@register.filter
def signed(value: float | None, decimals: int = 1) -> str:
    """Show a difference with its sign."""
    return language.signed(value, active(), int(decimals))


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """Show a share 0–1 as a percentage."""
    return language.percent(share, active(), int(decimals))


@register.filter
def interval(low: float | None, high: float | None) -> str:
    """Show ``[5,5 ; 6,3]``: ``{{ low|interval:high }}``."""
    return language.interval(low, high, active())


@register.filter
def text(value: Mapping[str, str] | str | None) -> str:
    """Return a text in several languages in that of the page, typeset."""
    return language.typeset(language.in_language(value or "", active()), active())


@register.simple_tag
def words(value: Mapping[str, str] | str | None) -> str | SafeString:
    """Return a text in the language of the page; where it is missing, another one marked with its ``lang``."""
    if not value or isinstance(value, str) or value.get(active()):
        return text(value)
    shown = language.in_language(value, active())
    code = next((code for code, words in value.items() if words == shown), "")
    return format_html('<span lang="{}" dir="auto">{}</span>', code, language.typeset(shown, code))


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id of the first control of a field, where a link of the error summary leads."""
    if not field.field.widget.use_fieldset or not field.subwidgets:
        return field.auto_id
    first = field.subwidgets[0].data
    first = next(iter(first.get("subwidgets", ())), first)
    return str(first["attrs"].get("id", field.auto_id))


@register.filter
def kind(field: BoundField) -> str:
    """Return the kind of control of a field (``text``, ``radio``, ``checkbox``, ``file``, ``texts`` …)."""
    widget: Any = field.field.widget
    return str(getattr(widget, "kind", "") or getattr(widget, "input_type", "") or type(widget).__name__.lower())


@register.filter
def times(count: int) -> range:
    """Return ``range(count)`` for templates that draw a fixed number of things."""
    return range(int(count))
