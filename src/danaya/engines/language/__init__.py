"""Words and numbers as a reader of each language expects them; problems a person can mend. Under every engine."""

from danaya.engines.language.days import day_in_words, period_end, period_in_words
from danaya.engines.language.problems import Problem, Problems
from danaya.engines.language.text import LANGUAGES, Text, in_language
from danaya.engines.language.typesetting import decimals_of, interval, number, percent, points, signed, typeset

__all__ = [
    "LANGUAGES",
    "Problem",
    "Problems",
    "Text",
    "day_in_words",
    "decimals_of",
    "in_language",
    "interval",
    "number",
    "percent",
    "period_end",
    "period_in_words",
    "points",
    "signed",
    "typeset",
]
