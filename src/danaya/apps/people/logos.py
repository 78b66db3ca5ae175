"""The administration's logo: a small picture that can do nothing but be looked at."""

from dataclasses import dataclass

from danaya.engines.language import Problem

LIMIT = 1024 * 1024
_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}

TOO_LARGE = {
    "fr": "Choisissez une image de moins de 1 Mo.",
    "en": "Choose a picture of less than 1 MB.",
}
NOT_A_PICTURE = {
    "fr": "Choisissez une image PNG ou JPEG.",
    "en": "Choose a PNG or JPEG picture.",
}


@dataclass(frozen=True, slots=True)
class Logo:
    """The bytes of a picture and what they are."""

    content: bytes
    media_type: str


def read_logo(content: bytes) -> Logo:
    """Return the picture; its first bytes decide what it is, not its name.

    Raises
    ------
    Problem
        ``logo-too-large``, ``logo-not-a-picture`` (also SVG, which may hold scripts).
    """
    if len(content) > LIMIT:
        raise Problem("logo-too-large", TOO_LARGE)
    for media_type, signature in _SIGNATURES.items():
        if content.startswith(signature):
            return Logo(content, media_type)
    raise Problem("logo-not-a-picture", NOT_A_PICTURE)
