"""The communication plan: its lines by when they are due, and each as a text ready for a telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from danaya.apps.commitments.models import Message, Plan
from danaya.apps.people.models import Administration
from danaya.engines.language import LANGUAGES, in_language, typeset

ONE_SMS = 160
"""Signs of one SMS; accents outside its alphabet cost more, so this is told as a hint and nothing is cut."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Messages of a plan: those whose day has passed untold, those to come, those told."""

    overdue: Sequence[Message]
    ahead: Sequence[Message]
    told: Sequence[Message]

    @property
    def waiting(self) -> bool:
        """Whether some go outside and were not told yet."""
        return any(one.goes_outside for one in (*self.overdue, *self.ahead))

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.overdue) + len(self.ahead) + len(self.told)


def lines_of(plan: Plan, today: date) -> Lines:
    """Return the communication plan as it stands on ``today``."""
    rows = list(plan.messages.select_related("commitment", "by__organisation", "region", "organisation"))
    untold = [one for one in rows if one.done_on is None]
    return Lines(
        [one for one in untold if one.planned_on < today],
        [one for one in untold if one.planned_on >= today],
        sorted((one for one in rows if one.done_on is not None), key=lambda one: one.done_on or today, reverse=True),
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """A message in one language as a text to copy, and the addresses that open it in WhatsApp or as an SMS."""

    language: str
    words: str

    @property
    def whatsapp(self) -> str:
        """Address that opens WhatsApp with the text; its user chooses to whom."""
        return f"whatsapp://send?text={quote(self.words, safe='')}"

    @property
    def sms(self) -> str:
        """Address that opens the telephone's messages with the text."""
        return f"sms:?body={quote(self.words, safe='')}"

    @property
    def parts(self) -> int:
        """How many SMS it takes, at least."""
        return -(-len(self.words) // ONE_SMS)


def ready_texts(message: Message, address: str = "") -> list[Ready]:
    """Return the message in each language it is written in: who speaks, what, and where everyone can read more."""
    current = Administration.current()
    house = current.short_name if current else ""
    found = []
    for code in LANGUAGES:
        words = message.words.get(code, "").strip()
        if words:
            said = typeset(f"{house} : {words}" if code == "fr" else f"{house}: {words}", code) if house else words
            # An address keeps its signs: only words take the spaces of their language.
            found.append(Ready(code, f"{said}\n{address}" if address else said))
    return found


def audience_words(message: Message, language: str) -> str:
    """Return whom a message is for."""
    return in_language(message.audience, language)
