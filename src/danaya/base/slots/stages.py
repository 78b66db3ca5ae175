"""The eight stages of the cycle, and what each app says about its own on the home page."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from danaya.base.slots.slot import Slot


class Stage(StrEnum):
    """A stage of the integrity cycle, in its order."""

    LISTEN = "listen"
    UNDERSTAND = "understand"
    VOICE = "voice"
    COMMIT = "commit"
    MEET = "meet"
    FOLLOW_UP = "follow-up"
    LEARN = "learn"
    REPORT = "report"

    @property
    def label(self) -> str | Promise:
        """Name of the stage."""
        return _NAMES[self][0]

    @property
    def purpose(self) -> str | Promise:
        """What the stage is for, in a sentence."""
        return _NAMES[self][1]


_NAMES: dict[Stage, tuple[str | Promise, str | Promise]] = {
    Stage.LISTEN: (_("Listen"), _("Survey customs officers and the private sector on integrity.")),
    Stage.UNDERSTAND: (_("Understand"), _("Find strengths and areas for improvement, with proof.")),
    Stage.VOICE: (_("Voice"), _("Gather what each actor expects, shared or dividing.")),
    Stage.COMMIT: (_("Commit"), _("Agree the common action plan: ambitious and realistic commitments.")),
    Stage.MEET: (_("Meet"), _("Keep a shared calendar of bilateral and multilateral meetings.")),
    Stage.FOLLOW_UP: (_("Follow up"), _("Set progress claimed beside progress confirmed, and notice stalls.")),
    Stage.LEARN: (_("Learn"), _("Train on the weak factors and measure what was gained.")),
    Stage.REPORT: (_("Report"), _("Give account to the director, to partners and to all.")),
}


class Standing(StrEnum):
    """Where the administration stands with a stage."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: the sentence that says so, the verb on the button, where it leads."""

    sentence: str
    verb: str
    url: str


@dataclass(frozen=True, slots=True)
class StageCard:
    """What an app says of one stage to one viewer.

    Parameters
    ----------
    standing
        Done, now or later.
    sentence
        Where the administration stands with it, in one sentence.
    url
        Entry to the stage for this viewer; empty when there is nothing this viewer may open.
    next_step
        The one next step, if this stage has one for this viewer.
    waiting
        What else waits for this viewer.
    """

    standing: Standing
    sentence: str
    url: str = ""
    next_step: Step | None = None
    waiting: tuple[Step, ...] = field(default=())


STAGES: Slot[Stage, StageCard] = Slot("cycle.stages")
