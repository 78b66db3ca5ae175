"""One thing said about a commitment, in each language, with where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from danaya.engines.language import Text, day_in_words, in_language, number, percent, typeset


@dataclass(frozen=True, slots=True)
class Percent:
    """A share 0–1 that a remark shows as a percentage."""

    share: float
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong and what to do about it: advice, never a refusal and never a score.

    Parameters
    ----------
    code
        Stable name, for tests and links (``target-in-noise``).
    where
        What it is about: a milestone's key, ``result``, ``indicator``, ``budget``, ``owner``; language-neutral.
    words
        The sentence in each language, with named ``{places}``.
    values
        What fills them: dates, numbers, :class:`Percent`, texts, other remarks, tuples of these.
    """

    code: str
    where: str
    words: Text
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return the sentence, its dates and numbers as ``language`` writes them."""
        return fill(self.words, self.values, language)


def fill(words: Text, values: Mapping[str, object], language: str) -> str:
    """Return ``words`` in ``language`` with its places filled."""
    shown = {name: _shown(value, language) for name, value in values.items()}
    return typeset(in_language(words, language).format(**shown), language)


def _shown(value: object, language: str) -> str:
    for kind, show in _SHOWN.items():
        if isinstance(value, kind):
            return show(value, language)
    return str(value)


def _decimal(value: float, language: str) -> str:
    """Whole numbers without decimals, small figures with two, others with one."""
    decimals = 0 if value.is_integer() else 1 if abs(value) >= 1 else 2
    return number(value, language, decimals)


_SHOWN: dict[type, Callable[[Any, str], str]] = {
    date: day_in_words,
    Percent: lambda value, language: percent(value.share, language, value.decimals),
    int: number,
    float: _decimal,
    tuple: lambda values, language: ", ".join(_shown(each, language) for each in values),
    Mapping: in_language,
    Remark: lambda value, language: value.in_language(language),
}
