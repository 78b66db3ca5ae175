"""Where a round in preparation stands: its parts, which are done, and the one next act."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from danaya.apps.rounds.models import Round
from danaya.apps.rounds.models.rounds import Kind
from danaya.apps.rounds.queries import answer_drafts

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    """One part of preparing a round."""

    key: str
    title: Words
    sentence: Words
    verb: Words
    address: Callable[[Round], str]
    permission: str
    is_done: Callable[[Round], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """A part as it stands for one round."""

    key: str
    title: Words
    sentence: Words
    verb: Words
    url: str
    permission: str
    done: bool


def _page(name: str) -> Callable[[Round], str]:
    return lambda round_: reverse(f"rounds:{name}", args=[round_.pk])


def _are_described(round_: Round) -> bool:
    return all(audience.described for audience in round_.audiences.all())


def _has_files(round_: Round) -> bool:
    there = {draft.audience for draft in answer_drafts(round_) if draft.is_read}
    return "" in there or (bool(there) and all(audience.key in there for audience in round_.audiences.all()))


def _is_understood(round_: Round) -> bool:
    drafts = answer_drafts(round_)
    return bool(drafts) and all(draft.is_complete for draft in drafts)


def file_page(round_: Round) -> str:
    """Return the page of the file that waits for an answer; of the first one where none does."""
    drafts = [draft for draft in answer_drafts(round_) if draft.is_read]
    waiting = next((draft for draft in drafts if not draft.is_complete), None) or next(iter(drafts), None)
    return (
        reverse("rounds:account", args=[round_.pk, waiting.pk])
        if waiting
        else reverse("rounds:upload", args=[round_.pk])
    )


AUDIENCES = Part(
    "audiences",
    _("Audiences and selection"),
    _("Say how respondents were chosen and how many were asked: it decides what may be claimed."),
    _("Describe the audiences"),
    _page("audiences"),
    "rounds.prepare_round",
    _are_described,
)

ANSWERS_PARTS = (
    Part(
        "questionnaire",
        _("Questionnaire"),
        _("Take the questions of the bank, or those of your own questionnaire."),
        _("Fill the questionnaire"),
        _page("questionnaire"),
        "rounds.prepare_round",
        lambda round_: round_.questions.exists(),
    ),
    AUDIENCES,
    Part(
        "answers",
        _("Answers"),
        _("Upload the file of answers as the institute delivered it."),
        _("Upload the answers"),
        _page("upload"),
        "rounds.import_answers",
        _has_files,
    ),
    Part(
        "account",
        _("What was understood"),
        _("Check which column answers which question, and what was not understood in the file."),
        _("Check the file"),
        file_page,
        "rounds.import_answers",
        _is_understood,
    ),
    Part(
        "close",
        _("Closing"),
        _("Close the round: its answers no longer change, and the restitution can be made."),
        _("Check and close the round"),
        _page("close"),
        "rounds.close_round",
        lambda round_: round_.is_closed,
    ),
)

REPORTED_PARTS = (
    AUDIENCES,
    Part(
        "results",
        _("Reported results"),
        _("Enter the scores of the report, or read them from its table, and attach the report itself."),
        _("Enter the results"),
        _page("results"),
        "rounds.close_round",
        lambda round_: round_.is_closed,
    ),
)

PARTS = {Kind.ANSWERS: ANSWERS_PARTS, Kind.REPORTED: REPORTED_PARTS}


def acts_of(round_: Round) -> list[Act]:
    """Return the parts of preparing the round, in their order."""
    return [
        Act(
            part.key,
            part.title,
            part.sentence,
            part.verb,
            part.address(round_),
            part.permission,
            part.is_done(round_),
        )
        for part in PARTS[Kind(round_.kind)]
    ]


def next_act(round_: Round) -> Act | None:
    """Return the first part that is not done; nothing once the round is closed."""
    return None if round_.is_closed else next((act for act in acts_of(round_) if not act.done), None)
