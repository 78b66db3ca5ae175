"""The administration's logo: a small picture that can do nothing but be looked at."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from danaya.engines.language import Problem

LIMIT = 1024 * 1024
LARGEST_SIDE = 4000
"""Points."""

TOO_LARGE = {
    "fr": "Choisissez une image de moins de 1 Mo.",
    "en": "Choose a picture of less than 1 MB.",
}
NOT_A_PICTURE = {
    "fr": "Choisissez une image PNG ou JPEG.",
    "en": "Choose a PNG or JPEG picture.",
}
NOT_WHOLE = {
    "fr": "Cette image est incomplète ou démesurée. Enregistrez-la de nouveau, avec au plus 4 000 points de côté.",
    "en": "This picture is incomplete or huge. Save it again, with at most 4,000 points a side.",
}


@dataclass(frozen=True, slots=True)
class Logo:
    """The bytes of a picture and what they are."""

    content: bytes
    media_type: str


def refuse_size(size: int) -> None:
    """Refuse a picture of more than ``LIMIT`` bytes, before it is read.

    Raises
    ------
    Problem
        ``logo-too-large``.
    """
    if size > LIMIT:
        raise Problem("logo-too-large", TOO_LARGE)


def read_logo(content: bytes) -> Logo:
    """Return the picture; its content decides what it is, not its name.

    Raises
    ------
    Problem
        ``logo-too-large``, ``logo-not-a-picture`` (also SVG, which may hold scripts), ``logo-not-whole``.
    """
    refuse_size(len(content))
    kind = next((kind for kind in _KINDS if content.startswith(kind[1])), None)
    if kind is None:
        raise Problem("logo-not-a-picture", NOT_A_PICTURE)
    media_type, _signature, sides = kind
    try:
        fits = all(0 < side <= LARGEST_SIDE for side in sides(content))
    except (struct.error, ValueError) as broken:
        raise Problem("logo-not-whole", NOT_WHOLE) from broken
    if not fits:
        raise Problem("logo-not-whole", NOT_WHOLE)
    return Logo(content, media_type)


def _sides_of_png(content: bytes) -> tuple[int, int]:
    """Width and height as its first chunk says; the last one must be there."""
    content.rindex(b"IEND")
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _sides_of_jpeg(content: bytes) -> tuple[int, int]:
    """Width and height as its frame says, found by walking over the segments before it; its end must be there."""
    place = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", content, place)
        if mark != 0xFF:
            raise ValueError("no segment")
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 5)
            content.rindex(b"\xff\xd9", place)
            return width, height
        place += 2 + length


_KINDS: tuple[tuple[str, bytes, Callable[[bytes], tuple[int, int]]], ...] = (
    ("image/png", b"\x89PNG\r\n\x1a\n", _sides_of_png),
    ("image/jpeg", b"\xff\xd8\xff", _sides_of_jpeg),
)
