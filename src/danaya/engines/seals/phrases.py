"""Secrets that people can note, dictate and type: words drawn at random from a list of our own.

The list has 2,048 common French words of four to nine plain letters, none with an accent, none the beginning of another, no two
that differ by a doubled letter only. So a word stands for 11 bits, whoever knows the list too.
"""

import unicodedata
from functools import cache
from importlib.resources import files

from danaya.engines.seals.boxes import Random

WORDS = 6
"""Words of a secret: 66 bits. Four would be 44, which who has the database tries within reach of a computing centre."""

BITS_OF_A_WORD = 11
_LIST = "words-fr.txt"


@cache
def word_list() -> tuple[str, ...]:
    """Return the words, in the order of the alphabet."""
    return tuple(files("danaya.engines.seals").joinpath(_LIST).read_text("ascii").split())


def make_phrase(random: Random, count: int = WORDS) -> str:
    """Return ``count`` words, each equally likely, with spaces between them.

    Parameters
    ----------
    random
        Source of chance.
    count
        How many words; 6 give 66 bits.
    """
    drawn = random(2 * count)
    places = [int.from_bytes(drawn[2 * place : 2 * place + 2], "big") % len(word_list()) for place in range(count)]
    return " ".join(word_list()[place] for place in places)


def plain_phrase(typed: str) -> str:
    """Return words as ``make_phrase`` has them, however they were typed: capitals, accents, commas or hyphens between them."""
    letters = unicodedata.normalize("NFD", typed).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign))
    return " ".join(kept.split())
