"""Members' texts as pages of an opened space show them: words in their languages, votes in words, what is still to be voted on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.dialogue.models import Opinion
from danaya.apps.dialogue.sealed.private import OpenText
from danaya.apps.dialogue.votes.tally import FEWEST, Count
from danaya.apps.dialogue.wording import Piece, pieces_of

BUTTONS = (Opinion.AGREE, Opinion.DISAGREE, Opinion.PASS)


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One text of a list, for one reader."""

    key: UUID
    piece: Piece
    votes: str
    mine: str


def rows_of(texts: Sequence[OpenText], language: str) -> list[Row]:
    """Return the rows of a list, each text in the reader's language where it has it."""
    return [Row(text.key, pieces(text, language)[0], votes_in_words(text.count), own_vote(text)) for text in texts]


def pieces(text: OpenText, language: str) -> list[Piece]:
    """Return a text in each of its languages, the reader's first."""
    return pieces_of(text.words.text, text.words.language, language)


def own_vote(text: OpenText) -> str:
    """Return how the reader votes on a text; nothing where they did not."""
    return "" if text.mine is None else str(text.mine.label)


def votes_in_words(count: Count | None) -> str:
    """Return the votes on a text as they were last counted."""
    if count is None:
        return _("fewer than %(least)s votes counted") % {"least": FEWEST}
    agree = ngettext("%(count)s agrees", "%(count)s agree", count.agree) % {"count": count.agree}
    disagree = ngettext("%(count)s disagrees", "%(count)s disagree", count.disagree) % {"count": count.disagree}
    passed = ngettext("%(count)s later", "%(count)s later", count.passed) % {"count": count.passed}
    return f"{agree}, {disagree}, {passed}"


def unread(texts: Sequence[OpenText]) -> list[OpenText]:
    """Return what the reader has not voted on, in an order that follows nobody's votes."""
    return sorted((text for text in texts if text.mine is None), key=lambda text: str(text.key))


def buttons(text: OpenText) -> list[tuple[int, str, bool]]:
    """Return each opinion: its number, its words, whether it is the reader's."""
    return [(opinion.value, str(opinion.label), text.mine == opinion) for opinion in BUTTONS]
