"""Cards that most slots need: a line with a link. A slot may define its own with a template of its own."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class LinkCard:
    """A title that links somewhere, a sentence, and a status in a word."""

    template: ClassVar[str] = "slots/link_card.html"
    title: str
    url: str = ""
    sentence: str = ""
    status: str = ""
