"""A text in several languages: a plain mapping from language code to words."""

from collections.abc import Mapping

Text = Mapping[str, str]
"""Language code (``fr``, ``en``, …) → the text in that language."""

LANGUAGES = ("fr", "en")
"""The complete languages of the product, first one first."""


def in_language(text: Text | str, language: str) -> str:
    """Return ``text`` in ``language``, else in the first complete language it has, else in any.

    A plain string is returned as it is (a text whose language is not known).
    """
    if isinstance(text, str):
        return text
    for code in (language, *LANGUAGES, *text):
        if text.get(code):
            return text[code]
    return ""
