"""How wide a text is in Inter, where its lines break, and which characters the font has."""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Inter"
_REPLACEMENT = "□"
_BREAKS = (" ", "-", "/", "–")


@cache
def advances(weight: int) -> dict[str, int]:
    """Return the width of each character of the font in thousandths of an em; digits as wide as in tables."""
    every: dict[str, dict[str, int]] = json.loads((FONTS / "widths.json").read_text("utf-8"))
    return every["600" if weight >= 600 else "400"]


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of one line of ``text`` at ``size``, in the unit of ``size``, kerning left out."""
    known = advances(weight)
    widest = known["M"]
    return sum(known.get(character, widest) for character in text) * size / 1000


def wrap(text: str, width: float, size: float, weight: int = 400) -> tuple[str, ...]:
    """Break ``text`` into lines no wider than ``width``; a word wider than a line is broken inside.

    No-break spaces hold; breaks come at spaces and after ``-``, ``–`` and ``/``.
    """
    lines: list[str] = []
    line, reach = "", 0.0
    for piece in _pieces(text, width, size, weight):
        solid = text_width(piece.rstrip(), size, weight)
        if line and reach + solid > width:
            lines.append(line.rstrip())
            line, reach = "", 0.0
        line += piece
        reach += text_width(piece, size, weight)
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _pieces(text: str, width: float, size: float, weight: int) -> Iterator[str]:
    """Cut a text where its lines may break: after each break, and inside a word wider than a line."""
    word, reach = "", 0.0
    for character in text:
        wide = text_width(character, size, weight)
        if word and reach + wide > width and character != " ":
            yield word
            word, reach = "", 0.0
        word, reach = word + character, reach + wide
        if character in _BREAKS:
            yield word
            word, reach = "", 0.0
    if word:
        yield word


def legible(text: str) -> str:
    """Return ``text`` composed (NFC), with a box for each character the font lacks.

    A PDF that people listen to must not hold a glyph without a character, and Typst refuses one; line ends and tabs stay.
    """
    known = advances(400)
    composed = unicodedata.normalize("NFC", text)
    return "".join(mark if mark in known or mark in "\n\t" else _substitute(mark) for mark in composed)


def _substitute(mark: str) -> str:
    if unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Mn"}:
        return ""
    simpler = unicodedata.normalize("NFKC", mark)
    return simpler if all(part in advances(400) for part in simpler) else _REPLACEMENT


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Categories Cc and Cs but for line ends and tabs: one expression, since a workbook has a hundred thousand cells."""


def printable(text: str) -> str:
    """Return ``text`` without control characters, which no document format may hold; line ends and tabs stay."""
    return _CONTROLS.sub("", text)
