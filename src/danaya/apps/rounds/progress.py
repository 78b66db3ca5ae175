"""Where a round in preparation stands: its parts, which are done, and the one next act."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import Kind

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    """One part of preparing a round."""

    key: str
    title: Words
    sentence: Words
    verb: Words
    address: str
    permission: str
    is_done: Callable[[Round], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """A part as it stands for one round."""

    title: Words
    sentence: Words
    verb: Words
    url: str
    permission: str
    done: bool


def _has_targets(round_: Round) -> bool:
    return all(audience.target for audience in round_.audiences.all())


def _has_account(round_: Round) -> bool:
    draft = getattr(round_, "draft", None)
    return draft is not None and bool(draft.account.get("complete"))


ANSWERS_PARTS = (
    Part(
        "questionnaire",
        _("Questionnaire"),
        _("Take the questions of the bank, or those of your own questionnaire."),
        _("Fill the questionnaire"),
        "rounds:questionnaire",
        "rounds.prepare_round",
        lambda round_: round_.questions.exists(),
    ),
    Part(
        "audiences",
        _("Audiences and selection"),
        _("Say how respondents were chosen and how many were asked: it decides what may be claimed."),
        _("Describe the audiences"),
        "rounds:audiences",
        "rounds.prepare_round",
        _has_targets,
    ),
    Part(
        "answers",
        _("Answers"),
        _("Upload the file of answers as the institute delivered it."),
        _("Upload the answers"),
        "rounds:upload",
        "rounds.import_answers",
        lambda round_: hasattr(round_, "draft"),
    ),
    Part(
        "account",
        _("What was understood"),
        _("Check what was and was not understood of the file."),
        _("Check the account"),
        "rounds:account",
        "rounds.import_answers",
        _has_account,
    ),
    Part(
        "close",
        _("Closing"),
        _("Close the round: its answers no longer change, and the restitution can be made."),
        _("Close the round"),
        "rounds:close",
        "rounds.close_round",
        lambda round_: round_.is_closed,
    ),
)

REPORTED_PARTS = (
    Part(
        "audiences",
        _("Audiences and selection"),
        _("Say how respondents were chosen and how many were asked: it decides what may be claimed."),
        _("Describe the audiences"),
        "rounds:audiences",
        "rounds.prepare_round",
        _has_targets,
    ),
    Part(
        "results",
        _("Reported results"),
        _("Enter the scores of the report, and attach the report itself."),
        _("Enter the results"),
        "rounds:results",
        "rounds.close_round",
        lambda round_: round_.is_closed,
    ),
)

PARTS = {Kind.ANSWERS: ANSWERS_PARTS, Kind.REPORTED: REPORTED_PARTS}


def acts_of(round_: Round) -> list[Act]:
    """Return the parts of preparing the round, in their order."""
    return [
        Act(
            part.title,
            part.sentence,
            part.verb,
            reverse(part.address, args=[round_.pk]),
            part.permission,
            part.is_done(round_),
        )
        for part in PARTS[Kind(round_.kind)]
    ]


def next_act(round_: Round) -> Act | None:
    """Return the first part that is not done; nothing once the round is closed."""
    return None if round_.is_closed else next((act for act in acts_of(round_) if not act.done), None)
