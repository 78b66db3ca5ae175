"""Texts of expectations as pages show them: piece by piece in each language, the name beside them, their state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from danaya.apps.dialogue.models import Expectation, FateKind, State, Voice
from danaya.engines.language import typeset

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

STATES: Mapping[str, str | Promise] = {
    State.WAITING: _("waits to be read by both sides"),
    State.HELD: _("held back: a word from you is awaited"),
    State.CLEARED: _("shown to both sides"),
    State.WITHDRAWN: _("taken back by you"),
}
"""How an author is told where a text stands."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in one language, with the direction it is written in."""

    words: str
    language: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def shortened(self, most: int) -> "Piece":
        """Return the piece cut at a word, for a list."""
        if len(self.words) <= most:
            return self
        cut = self.words[:most].rsplit(" ", 1)[0].rstrip(" ,;:.")
        return replace(self, words=f"{cut}…")


def pieces_of(text: Mapping[str, str], author: str, reader: str) -> list[Piece]:
    """Return a text in each language it has: the reader's first, then the author's, then the others.

    Only spaces before marks are set as the language asks; the words are the author's.
    """
    order = dict.fromkeys((reader, author, *text))
    return [Piece(typeset(text[code], code), code) for code in order if text.get(code)]


def name_beside(text: Expectation) -> str:
    """Return what stands beside a text: an organisation, a side, or nothing."""
    if text.voice == Voice.ORGANISATION:
        return str(text.organisation)
    return str(text.get_side_display()) if text.voice == Voice.SIDE else ""


def fate_words(kind: str, language: str) -> str:
    """Return what became of an expectation in words: « dans le plan », « pas maintenant »."""
    with override(language):
        return str(FateKind(kind).label)
