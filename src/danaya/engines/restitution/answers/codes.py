"""One form for one answer code, however a file wrote it: ``1``, ``1.0``, ``" 1"`` and ``"01"`` are the same answer.

Single values only, without NumPy: web pages read designs and name codes, jobs work on columns (:mod:`columns`).
"""

import math
from typing import Any


def normal_code(value: object) -> float | str:
    """Return a number for everything that reads as one (a decimal point, not a comma), else the text without outer blanks."""
    plain = plain_value(value)
    if isinstance(plain, bool | int | float):
        return float(plain)
    text = str(plain).strip()
    return _number(text) if text[:1] in _NUMERIC_STARTS else text


def plain_value(value: Any) -> Any:
    """Return the Python value of a NumPy scalar; any other value as it is."""
    return value.item() if hasattr(value, "item") and hasattr(value, "dtype") else value


_NUMERIC_STARTS = tuple("0123456789-+.")


def _number(text: str) -> float | str:
    if "_" in text:
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def is_missing(value: object) -> bool:
    """Whether a cell is empty: None, NaN, or nothing but blanks."""
    plain = plain_value(value)
    if plain is None:
        return True
    if isinstance(plain, float):
        return math.isnan(plain)
    return isinstance(plain, str) and not plain.strip()


def shown_code(value: object) -> str:
    """Return a code as files show it: ``501`` for 501.0."""
    normal = normal_code(value)
    return f"{normal:g}" if isinstance(normal, float) and abs(normal) < 1e6 else str(_whole(normal))


def _whole(value: float | str) -> float | int | str:
    return int(value) if isinstance(value, float) and value.is_integer() else value
