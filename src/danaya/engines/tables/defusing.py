"""Writing tables out: text that a spreadsheet would run as a formula is made plain text."""

from collections.abc import Iterable
from typing import TypeVar

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Value = TypeVar("Value")


def defused(value: Value) -> Value | str:
    """Return ``value``, with an apostrophe in front when it is text a spreadsheet would read as a formula.

    Numbers and other values that are no text pass unchanged, so do texts that are plain numbers (``-1``, ``+2.5``).
    """
    if not isinstance(value, str) or not value.startswith(_DANGEROUS):
        return value
    return value if _is_plain_number(value) else f"'{value}"


def _is_plain_number(text: str) -> bool:
    sign_and_digits = text[1:].replace(".", "", 1).replace(",", "", 1)
    return text[0] in "+-" and sign_and_digits.isascii() and sign_and_digits.isdigit()


def defused_row(row: Iterable[Value]) -> list[Value | str]:
    """Return a row for a CSV or a sheet with each cell :func:`defused`."""
    return [defused(value) for value in row]
