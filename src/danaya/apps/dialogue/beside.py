"""A text as staff pages show it: languages side by side, which of them is the author's, how far the other has come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from danaya.apps.dialogue.models import Expectation, Translation, Voice
from danaya.apps.dialogue.models.expectations import WRITTEN_IN
from danaya.apps.dialogue.wording import Piece
from danaya.engines.framework import load_factors, load_matters
from danaya.engines.language import LANGUAGES, Text, typeset

NAMES = dict(WRITTEN_IN)


@dataclass(frozen=True, slots=True)
class Column:
    """A text in one language: its words, or nothing where it is not translated yet."""

    language: str
    name: str
    piece: Piece | None
    of_author: bool


def columns_of(text: Text, author: str = "") -> list[Column]:
    """Return a text in the author's language first, then in French and English, each where it stands or is missing."""
    order = dict.fromkeys([*([author] if author else []), *LANGUAGES])
    return [
        Column(
            code,
            str(NAMES.get(code, code)),
            Piece(typeset(text[code], code), code) if text.get(code) else None,
            code == author,
        )
        for code in order
    ]


def said_columns(text: Text) -> list[Column]:
    """Return a text that nobody waits for in another language: only where it has words."""
    return [column for column in columns_of(text) if column.piece is not None]


def translation_state(expectation: Expectation) -> str:
    """Return in words how far the translation has come; nothing where nothing is missing."""
    if expectation.translation == Translation.REVIEWED or not expectation.text:
        return ""
    return str(Translation(expectation.translation).label)


def name_of(expectation: Expectation) -> str:
    """Return the name an expectation stands under as lists show it: acronym, side, or that it has none."""
    if expectation.voice == Voice.ORGANISATION and expectation.organisation is not None:
        return expectation.organisation.acronym
    return str(expectation.get_side_display()) if expectation.voice == Voice.SIDE else _("without a name")


def side_shown(expectation: Expectation) -> str:
    """Return the side that stands beside a text; none where its author chose no name."""
    return "" if expectation.voice == Voice.ANONYMOUS else expectation.side


def factor_name(key: str) -> Text:
    """Return the official name of a key factor; empty for none."""
    return next((factor.name for factor in load_factors() if factor.key == key), {})


def matter_names(keys: list[str]) -> list[Text]:
    """Return the names of matters, in the order in which they are offered."""
    return [matter.name for matter in load_matters() if matter.key in keys]
