"""The acts on a commitment's progress, one table for whoever is signed in and for whoever holds a personal link.

Each act has a form, what it is about, and what it does; a page adds who acts (a tenure, or a post by its link and PIN).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from danaya.apps.commitments.actions.progress import (
    add_evidence,
    answer_claim,
    answer_help,
    answer_move,
    answer_outcome,
    ask_move,
    claim_milestone,
    close_escalation,
    offer_help,
    post_update,
    record_outcome,
)
from danaya.apps.commitments.forms.progress import (
    AgreeForm,
    AnswerForm,
    ClaimForm,
    DecidedForm,
    EvidenceForm,
    HelpForm,
    MoveForm,
    OfferForm,
    OutcomeForm,
    UpdateForm,
)
from danaya.apps.commitments.models import (
    Answer,
    Claim,
    Commitment,
    DateChange,
    Escalation,
    Evidence,
    EvidenceKind,
    HelpOffer,
    Milestone,
    Outcome,
)
from danaya.apps.commitments.progress.pieces import Piece
from danaya.base.files.models import StoredFile

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Subject = Milestone | Claim | Outcome | DateChange | HelpOffer | Escalation | None
Files = dict[str, StoredFile]
Found = TypeVar("Found", bound=Model)


@dataclass(frozen=True, slots=True)
class Deed:
    """One act about to be done: on what, by whom, when, with which form and files."""

    commitment: Commitment
    subject: Any
    form: Any
    actor: Any
    at: datetime
    files: Files
    replaces: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One act: how its page asks, whom it is for, what it does.

    ``permission`` is asked of posts; ``owns``: of holders of a link only the owner (True), only the counterpart (False), either (None),
    for whom it is not open at all where ``by_link`` is False. ``fields``: code of a refusal → the field it stands beside.
    """

    title: "StrOrPromise"
    button: "StrOrPromise"
    done: "StrOrPromise"
    form: Any
    permission: str
    do: Callable[[Deed], Any]
    find: Callable[[Commitment, UUID], Any] | None = None
    owns: bool | None = True
    by_link: bool = True
    binds: bool = True
    about: str = ""
    fields: Mapping[str, str] | None = None


def _milestone(commitment: Commitment, key: UUID) -> Milestone:
    return _found(commitment.milestones.filter(pk=key).first())


def _claim(commitment: Commitment, key: UUID) -> Claim:
    rows = Claim.objects.filter(milestone__commitment=commitment).select_related("milestone", "by")
    return _found(rows.filter(pk=key).first())


def _outcome(commitment: Commitment, key: UUID) -> Outcome:
    rows = Outcome.objects.filter(claim__milestone__commitment=commitment).select_related("claim__milestone", "by")
    return _found(rows.filter(pk=key).first())


def _change(commitment: Commitment, key: UUID) -> DateChange:
    rows = DateChange.objects.filter(milestone__commitment=commitment).select_related("milestone", "by")
    return _found(rows.filter(pk=key).first())


def _offer(commitment: Commitment, key: UUID) -> HelpOffer:
    return _found(commitment.help_offers.select_related("by__organisation").filter(pk=key).first())


def _escalation(commitment: Commitment, key: UUID) -> Escalation:
    return _found(commitment.escalations.filter(pk=key).first())


def _found(found: Found | None) -> Found:
    """Return what an address names in this commitment; 404 for what is another's."""
    if found is None:
        raise Http404
    return found


def _do_claim(deed: Deed) -> None:
    data = deed.form.cleaned_data
    claim_milestone(
        deed.subject,
        text=data["text"],
        pieces=deed.form.pieces(deed.files),
        other_kind=data["other_kind"],
        actor=deed.actor,
        at=deed.at,
    )


def _do_evidence(deed: Deed) -> None:
    replaces = deed.replaces
    with transaction.atomic():
        for piece in deed.form.pieces(deed.files) or [Piece(EvidenceKind.FILE)]:
            add_evidence(deed.subject, piece, replaces=replaces, actor=deed.actor, at=deed.at)
            replaces = None


def _do_answer(deed: Deed) -> None:
    data = deed.form.cleaned_data
    answer = Answer(data["answer"])
    answer_claim(deed.subject, answer, reason=data["reason"], seen=data["seen"], actor=deed.actor, at=deed.at)


def _do_outcome(deed: Deed) -> None:
    data = deed.form.cleaned_data
    answer = Answer(data["answer"])
    record_outcome(deed.subject, answer, words=data["words"], met_on=data["met_on"], actor=deed.actor, at=deed.at)


def _with(action: Callable[..., Any], *names: str) -> Callable[[Deed], Any]:
    """Return the doing of an action that takes what the act is about and, under the same names, fields of the form."""

    def do(deed: Deed) -> Any:
        typed = {name: deed.form.cleaned_data[name] for name in names}
        return action(deed.commitment if deed.subject is None else deed.subject, **typed, actor=deed.actor, at=deed.at)

    return do


def _agreeing(action: Callable[..., Any]) -> Callable[[Deed], Any]:
    """Return the doing of an action that says yes, or no with an objection."""
    return lambda deed: _with(partial(action, agreed=deed.form.agrees), "objection")(deed)


EVIDENCE_FIELDS = {"commitments-evidence-other-kind": "other_kind", "commitments-claim-empty": "text"}

ACTS: dict[str, Act] = {
    "update": Act(
        title=_("Three questions"),
        button=_("Send"),
        done=_("Kept. Both sides read it."),
        form=UpdateForm,
        permission="commitments.update",
        do=_with(post_update, "done", "obstacle", "help", "next_step", "next_on"),
        binds=False,
        fields={"commitments-update-past": "next_on"},
    ),
    "claim": Act(
        title=_("Claim that this milestone is reached"),
        button=_("Claim it"),
        done=_("Claimed. The counterpart is asked for its answer; until then it stands as claimed, not as confirmed."),
        form=ClaimForm,
        permission="commitments.claim",
        do=_do_claim,
        find=_milestone,
        about="milestone",
        fields=EVIDENCE_FIELDS,
    ),
    "evidence": Act(
        title=_("Add evidence"),
        button=_("Add it"),
        done=_("Added. Earlier evidence stays readable."),
        form=EvidenceForm,
        permission="commitments.claim",
        do=_do_evidence,
        find=_claim,
        about="claim",
        fields=EVIDENCE_FIELDS,
    ),
    "answer": Act(
        title=_("Answer this claim"),
        button=_("Give this answer"),
        done=_("Answered. The owner reads it."),
        form=AnswerForm,
        permission="commitments.confirm",
        do=_do_answer,
        find=_claim,
        owns=False,
        about="claim",
        fields={"commitments-reason-missing": "reason"},
    ),
    "outcome": Act(
        title=_("Record what the meeting settled"),
        button=_("Record it"),
        done=_("Recorded. It counts once the other side agrees to the same words."),
        form=OutcomeForm,
        permission="commitments.record_outcome",
        do=_do_outcome,
        find=_claim,
        owns=None,
        about="dispute",
        fields={"commitments-outcome-day": "met_on", "commitments-outcome-empty": "words"},
    ),
    "agree": Act(
        title=_("Do you agree to what was recorded?"),
        button=_("Send my answer"),
        done=_("Kept. The other side reads your answer."),
        form=AgreeForm,
        permission="commitments.record_outcome",
        do=_agreeing(answer_outcome),
        find=_outcome,
        owns=None,
        about="outcome",
        fields={"commitments-objection-missing": "objection"},
    ),
    "move": Act(
        title=_("Ask for another date"),
        button=_("Ask for this date"),
        done=_("Asked. The date moves once the counterpart agrees; the first date stays visible."),
        form=MoveForm,
        permission="commitments.move_date",
        do=_with(ask_move, "due", "reason"),
        find=_milestone,
        about="milestone",
        fields={
            "commitments-move-same": "due",
            "commitments-move-past": "due",
            "commitments-move-reason": "reason",
        },
    ),
    "date": Act(
        title=_("Do you agree to the new date?"),
        button=_("Send my answer"),
        done=_("Kept. The owner reads your answer."),
        form=AgreeForm,
        permission="commitments.answer_move",
        do=_agreeing(answer_move),
        find=_change,
        owns=False,
        about="change",
        fields={"commitments-objection-missing": "objection"},
    ),
    "offer": Act(
        title=_("Offer help"),
        button=_("Offer it"),
        done=_("Offered. The owner is asked which help is needed."),
        form=OfferForm,
        permission="commitments.offer_help",
        do=_with(offer_help, "words"),
        by_link=False,
    ),
    "help": Act(
        title=_("Which help is needed?"),
        button=_("Send my answer"),
        done=_("Kept. Whoever offered help reads your answer."),
        form=HelpForm,
        permission="commitments.update",
        do=_with(answer_help, "wanted", "answer"),
        find=_offer,
        about="offer",
        binds=False,
        fields={"commitments-help-empty": "answer"},
    ),
    "decided": Act(
        title=_("What did the secretaries decide?"),
        button=_("Record it"),
        done=_("Recorded. Both parties read it."),
        form=DecidedForm,
        permission="commitments.close_escalation",
        do=_with(close_escalation, "outcome"),
        find=_escalation,
        about="escalation",
        by_link=False,
        fields={"commitments-escalation-empty": "outcome"},
    ),
}
"""Name in the address → act."""
