"""What follows a stall: help is asked for first, both secretaries hear of it a fortnight later, and only then is there a red mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from danaya.engines.followup.remarks import fill
from danaya.engines.followup.stalls import Stall, StallReason
from danaya.engines.language import Text, in_language

PATIENCE = timedelta(days=14)
"""How long help is waited for, and how long an offer of it stands, before the two secretaries hear of it."""


class Help(StrEnum):
    """What may be lacking."""

    AUTHORITY = "authority"
    MONEY = "money"
    DATA = "data"
    LAW = "law"
    PARTNER = "partner"

    def in_words(self, language: str) -> str:
        """Return the question that offers this help."""
        return in_language(_QUESTIONS[self], language)


_QUESTIONS: dict[Help, Text] = {
    Help.AUTHORITY: {
        "fr": "Une autorité : une décision ou une signature de la hiérarchie ?",
        "en": "Authority: a decision or a signature from above?",
    },
    Help.MONEY: {
        "fr": "Des moyens : un budget, du matériel, du temps ou du personnel ?",
        "en": "Means: a budget, equipment, time or staff?",
    },
    Help.DATA: {
        "fr": "Des données : un chiffre, un accès, une preuve ?",
        "en": "Data: a figure, an access, a piece of evidence?",
    },
    Help.LAW: {
        "fr": "Un texte : une règle à changer, un avis juridique ?",
        "en": "Law: a rule to change, a legal opinion?",
    },
    Help.PARTNER: {
        "fr": "Un partenaire : une réponse ou une action de l'autre partie ?",
        "en": "A partner: an answer or an action of the other side?",
    },
}
_FIRST: dict[StallReason, tuple[Help, ...]] = {
    StallReason.NO_EVENT: (Help.AUTHORITY, Help.MONEY),
    StallReason.NO_MILESTONE: (Help.MONEY, Help.DATA, Help.PARTNER),
    StallReason.MOVED_TWICE: (Help.AUTHORITY, Help.LAW, Help.MONEY),
    StallReason.UNCONFIRMED: (Help.PARTNER, Help.DATA),
    StallReason.OWNER_LEFT: (Help.AUTHORITY,),
}


class Step(StrEnum):
    """What is to be done about a stall."""

    OFFER_HELP = "offer-help"
    ASKED = "asked"
    WAIT = "wait"
    ESCALATE = "escalate"
    ESCALATED = "escalated"


_STEPS: dict[Step, Text] = {
    Step.OFFER_HELP: {
        "fr": "Demander quelle aide est nécessaire, avant toute marque rouge.",
        "en": "Ask which help is needed, before any red mark.",
    },
    Step.ASKED: {
        "fr": "Une aide peut être proposée jusqu'au {day} ; sans offre, les deux secrétaires en sont saisis ce jour-là.",
        "en": "Help can be offered until {day}; without an offer, both secretaries hear of it on that day.",
    },
    Step.WAIT: {
        "fr": "L'aide est proposée : attendre la réponse jusqu'au {day}.",
        "en": "Help is offered: wait for the answer until {day}.",
    },
    Step.ESCALATE: {
        "fr": "Porter le point aux deux secrétaires, un poste de chaque partie (depuis le {day}).",
        "en": "Bring it to the two secretaries, one post of each side (since {day}).",
    },
    Step.ESCALATED: {
        "fr": "Porté aux deux secrétaires le {day} : à l'ordre du jour de la prochaine réunion.",
        "en": "Brought to the two secretaries on {day}: on the agenda of the next meeting.",
    },
}


@dataclass(frozen=True, slots=True)
class Reaction:
    """The next step and its day; ``help_first``: the five kinds of help, the likeliest to be lacking first."""

    step: Step
    day: date
    help_first: tuple[Help, ...]

    @property
    def red(self) -> bool:
        """Whether a red mark may stand: only after help was asked for or offered, and a fortnight has passed."""
        return self.step in {Step.ESCALATE, Step.ESCALATED}

    def in_language(self, language: str) -> str:
        """Return the step as a sentence."""
        return fill(_STEPS[self.step], {"day": self.day}, language)


def reaction(
    found: Sequence[Stall],
    today: date,
    help_offered: date | None = None,
    escalated: date | None = None,
    help_asked: date | None = None,
) -> Reaction | None:
    """Return what is to be done about stalls; None where there are none.

    Parameters
    ----------
    found
        What :func:`stalls_of` returned for the commitment.
    help_offered
        Day on which help was offered; an offer older than the oldest of these stalls was about something else.
    escalated
        Day on which the two secretaries were last told; before the question and the offer, it was about something else too.
    help_asked
        Day on which those who can were asked to offer help; older than the oldest of these stalls, it was about something else.
        A fortnight runs from it whether anybody offers help or not; from an offer that comes later, another one.
    """
    if not found:
        return None
    first = help_first(stall.reason for stall in found)
    began = min(stall.since for stall in found)
    offered, asked = ([day] if day is not None and day >= began else [] for day in (help_offered, help_asked))
    if not offered + asked:
        return Reaction(Step.OFFER_HELP, today, first)
    latest = max(offered + asked)
    if escalated is not None and escalated >= latest:
        return Reaction(Step.ESCALATED, escalated, first)
    until = latest + PATIENCE
    if today >= until:
        return Reaction(Step.ESCALATE, until, first)
    return Reaction(Step.WAIT if offered else Step.ASKED, until, first)


def help_first(reasons: Iterable[StallReason]) -> tuple[Help, ...]:
    """Return the five kinds of help in the order to offer them: first what each reason, the oldest first, usually lacks."""
    likely = [each for reason in reasons for each in _FIRST[reason]]
    return tuple(dict.fromkeys((*likely, *Help)))
