"""Fields to choose posts and objectives with, grouped as people look for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from danaya.apps.people.models import Post, Role, Side, Tenure

VOICELESS = (Role.TECHNICIAN, Role.VISITING_EXPERT)


class SharedSelect(forms.Select):
    """One of many selects of a page that offer the same long list: it is drawn once, by :func:`drawn_options`, and only marked here."""

    def __init__(self, drawn: SafeString) -> None:
        super().__init__()
        self.drawn = drawn

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw it with what Django would draw."""
        options = str(self.drawn)
        for chosen in self.format_value(value):
            plain = format_html('<option value="{}">', chosen)
            options = options.replace(plain, plain.replace(">", " selected>"))
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(given), mark_safe(options))  # noqa: S308  # made by drawn_options


def drawn_options(choices: Iterable[tuple[Any, Any]]) -> SafeString:
    """Return choices as the options of a select; a list of choices under a name becomes a group."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<optgroup label="{}">{}</optgroup>', value, drawn_options(words)),)
            if isinstance(words, list)
            else (format_html('<option value="{}">{}</option>', value, words),)
            for value, words in choices
        ),
    )


POST_ASKED = _("Choose a post for “%(label)s”.")
"""What is asked where a post was not chosen."""


class RowField(forms.ChoiceField):
    """One of some rows, offered in groups; its clean value is the row, or nothing."""

    rows: Mapping[str, Any]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = {}

    def offer(self, groups: Mapping[str, Iterable[tuple[Any, str]]], empty: str = "") -> None:
        """Offer rows, each with its words, under the names of their groups."""
        listed = {name: [(str(row.pk), words) for row, words in rows] for name, rows in groups.items()}
        self.rows = {str(row.pk): row for rows in groups.values() for row, _words in rows}
        named = [(name, choices) if name else choices for name, choices in listed.items() if choices]
        flat = [choice for one in named for choice in (one if isinstance(one, list) else [one])]
        self.choices = [*([("", empty)] if empty else []), *flat]

    def clean(self, value: Any) -> Any:
        """Return the row that was chosen."""
        return self.rows.get(str(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        """Show a row by its key."""
        return str(value.pk) if hasattr(value, "pk") else value


class RowsField(forms.MultipleChoiceField):
    """Several rows, offered in groups; its clean value is a tuple of rows."""

    widget = forms.CheckboxSelectMultiple
    rows: Mapping[str, Any]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows = {}

    def offer(self, rows: Sequence[tuple[Any, str]]) -> None:
        """Offer rows, each with its words."""
        self.rows = {str(row.pk): row for row, _words in rows}
        self.choices = [(str(row.pk), words) for row, words in rows]

    def clean(self, value: Any) -> tuple[Any, ...]:
        """Return the rows that were chosen, in the order in which they are offered."""
        chosen = set(super().clean(value))
        return tuple(row for key, row in self.rows.items() if key in chosen)

    def prepare_value(self, value: Any) -> Any:
        """Show rows by their keys."""
        if isinstance(value, (list, tuple)):
            return [str(one.pk) if hasattr(one, "pk") else one for one in value]
        return value


class PostField(RowField):
    """A post that keeps or confirms commitments, under its side; said where nobody holds it today."""

    default_error_messages = {"invalid_choice": _("Choose a post of the list.")}
    asks = POST_ASKED

    def offer_posts(self, today: date, sides: Sequence[str] = (Side.CUSTOMS, Side.PRIVATE), empty: str = "") -> None:
        """Offer the posts of some sides."""
        held = set(Tenure.objects.on(today).values_list("post", flat=True))
        rows = list(posts_of(sides))
        groups: dict[str, list[tuple[Any, str]]] = {str(Side(side).label): [] for side in sides}
        for post in rows:
            groups[str(Side(post.side).label)].append((post, name_of(post, held)))
        self.offer(groups, empty or gettext("choose a post"))


def posts_of(sides: Sequence[str]) -> Any:
    """Return the posts of some sides that can speak for their organisation."""
    rows = Post.objects.filter(organisation__side__in=list(sides), organisation__active=True, active=True)
    return rows.exclude(role__in=VOICELESS).select_related("organisation")


def name_of(post: Post, held: set[Any]) -> str:
    """Return a post as lists show it."""
    named = f"{post.organisation.acronym} – {post}"
    return named if post.pk in held else gettext("%(post)s – nobody holds it today") % {"post": named}


class NumbersField(forms.CharField):
    """Numbers of things typed with commas or spaces between; what is not understood is said with its words."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the numbers in the order typed, each once."""
        typed = str(super().clean(value) or "").replace(";", ",").replace(" ", ",")
        return list(dict.fromkeys(part for part in typed.split(",") if part))


def unknown_number(typed: str, example: str) -> ValidationError:
    """Return the error of a number that nothing bears."""
    return ValidationError(
        _("“%(typed)s” is no number of this plan. Write it as on the page, for example %(example)s."),
        code="number",
        params={"typed": typed, "example": example},
    )
