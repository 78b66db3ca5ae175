"""Fields that take what people type: dates with month names, decimal commas, spaces in numbers."""

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_ORDERS = (
    re.compile(r"(?P<day>\d{1,2})(?:er|st|nd|rd|th)?[\s./-]+(?P<month>\d{1,2}|[a-z]{3,})\.?[\s./-]+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)
_DAYS = re.compile(
    r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+"
)


def read_date(typed: str) -> datetime.date:
    """Return the date that was typed: ``27/3/2026``, ``27 mars 2026``, ``1er mars 2026``, ``2026-03-27``; day first.

    Raises
    ------
    ValueError
        When it is no date.
    """
    plain = _DAYS.sub("", without_accents(typed.strip().lower()))
    found = next((match for order in _ORDERS if (match := order.fullmatch(plain))), None)
    if found is None:
        raise ValueError(typed)
    return datetime.date(int(found["year"]), _month(found["month"]), int(found["day"]))


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    matching = {number for name, number in _MONTHS.items() if name.startswith(word)}
    if len(matching) != 1:
        raise ValueError(word)
    return matching.pop()


def without_accents(words: str) -> str:
    """Return the words without their accents."""
    return "".join(mark for mark in unicodedata.normalize("NFD", words) if not unicodedata.combining(mark))


def read_number(typed: str) -> Decimal:
    """Return the number that was typed: ``6,8``, ``6.8``, ``1 234``, ``−2``.

    Raises
    ------
    ValueError
        When it is no finite number, or its marks could mean two numbers (``1.234,5`` is refused).
    """
    plain = re.sub(r"[\s\u00a0\u202f']", "", typed).replace("\u2212", "-")
    if not re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?|[+-]?[.,]\d+", plain):
        raise ValueError(typed)
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation as impossible:
        raise ValueError(typed) from impossible


class DateField(forms.DateField):
    """A date typed by hand, day before month, month as number or word."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write the date as day, month and year, such as 27/3/2026 or 27 March 2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 27/3/2026"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """Return the date."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        try:
            return read_date(str(value))
        except ValueError as unreadable:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from unreadable

    def prepare_value(self, value: Any) -> Any:
        """Show a stored date as day/month/year."""
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, datetime.date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Short input; digits or letters may be typed. Going back finds them again: browsers forget fields without autocomplete."""
        return {"class": "short"}


class NumberField(forms.DecimalField):
    """A number typed with decimal comma or point, with or without spaces."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write a number, such as 6,8."),
        "max_value": _("Write a number of at most %(limit_value)s."),
        "min_value": _("Write a number of at least %(limit_value)s."),
    }

    def to_python(self, value: Any) -> Any:
        """Return the number."""
        if value in self.empty_values:
            return None
        try:
            return read_number(str(value))
        except ValueError as unreadable:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from unreadable

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Short input with the keyboard for numbers; never ``type=number``, which loses what was typed."""
        return {"class": "short", "inputmode": "decimal"}


class WholeNumberField(NumberField):
    """A whole number typed with or without spaces."""

    default_error_messages = {"invalid": _("Write a whole number, such as 1200.")}

    def to_python(self, value: Any) -> Any:
        """Return the number, if it is whole."""
        found = super().to_python(value)
        if found is None:
            return None
        if found != found.to_integral_value():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def clean(self, value: Any) -> Any:
        """Return the whole number as ``int``."""
        found = super().clean(value)
        return None if found is None else int(found)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Keyboard for digits."""
        return {**super().widget_attrs(widget), "inputmode": "numeric"}
