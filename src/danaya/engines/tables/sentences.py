"""How sentences about a file are made: both languages side by side, places filled, ranges and quotations in words."""

from collections.abc import Mapping

from danaya.engines.language import Text, number, typeset


def both(fr: str, en: str) -> Text:
    """Return a text in both languages, the French one typeset."""
    return {"fr": typeset(fr, "fr"), "en": en}


RANGES: Mapping[tuple[bool, bool, bool], Text] = {
    (True, False, False): both("un nombre supérieur à {low}", "a number above {low}"),
    (True, False, True): both("un nombre supérieur à {low}, jusqu’à {high}", "a number above {low}, up to {high}"),
    (True, True, False): both("un nombre supérieur à {low}", "a number above {low}"),
    (True, True, True): both("un nombre supérieur à {low}, jusqu’à {high}", "a number above {low}, up to {high}"),
    (False, True, True): both("de {low} à {high}", "from {low} to {high}"),
    (False, True, False): both("{low} ou plus", "{low} or more"),
    (False, False, True): both("{high} au plus", "{high} at most"),
    (False, False, False): both("un nombre", "a number"),
}
"""What a number may be: (has an excluded lower bound, has an included one, has an upper one) → words."""


def quoted(words: str, language: str) -> str:
    """Return words between the quotation marks of the language."""
    return typeset(f"« {words} »", language) if language == "fr" else f"“{words}”"


def filled(text: Text, language: str, values: Mapping[str, object]) -> str:
    """Return the sentence in ``language`` with its places filled; counts are written as the language writes numbers."""
    told = {
        name: number(value, language)
        if isinstance(value, int) and not isinstance(value, bool) and name in _COUNTS
        else value
        for name, value in values.items()
    }
    return text[language].format(**told)


_COUNTS = frozenset({"count", "columns", "rows", "limit", "size", "ratio", "values", "height"})
"""Places that hold how many; others (the number of a row, a code) are written as they stand."""
