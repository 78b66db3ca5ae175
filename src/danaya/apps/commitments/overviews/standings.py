"""Where a commitment stands, in words and as a rule for the database: the same words in lists, on the board, in the workbook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from danaya.apps.commitments.models import Commitment, CommitmentState, Followed
from danaya.engines.followup import Keeping, Step

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RUNNING = Q(state=CommitmentState.ADOPTED)
KEPT = (Keeping.ON_TIME, Keeping.LATE)
CLOSED = Q(followed__keeping__in=KEPT)

CONTESTED, WAITING, LATE, STALLED, KEPT_WORD, UNDER_WAY = "contested", "waiting", "late", "stalled", "kept", "running"

STANDINGS: Mapping[str, tuple["StrOrPromise", Q]] = {
    LATE: (_("late"), RUNNING & Q(followed__late=True)),
    CONTESTED: (_("contested"), RUNNING & Q(followed__contested=True)),
    WAITING: (_("waits for the counterpart's word"), RUNNING & Q(followed__waiting_since__isnull=False)),
    STALLED: (_("stalls"), RUNNING & ~Q(followed__step="") & Q(followed__isnull=False)),
    KEPT_WORD: (pgettext_lazy("of commitments", "kept"), RUNNING & CLOSED),
}
"""Name of a standing in the address → its words, which commitments have it. One commitment may have several."""

PLACES: Mapping[str, tuple["StrOrPromise", Q]] = {
    "draft": (_("Drafts of your organisation"), Q(state=CommitmentState.DRAFT)),
    "proposed": (_("Proposed"), Q(state=CommitmentState.PROPOSED)),
    "kept": (_("Kept"), RUNNING & CLOSED),
    CONTESTED: (pgettext_lazy("commitments", "Contested"), STANDINGS[CONTESTED][1]),
    LATE: (_("Late"), STANDINGS[LATE][1]),
    WAITING: (_("Claimed, not answered yet"), STANDINGS[WAITING][1]),
    UNDER_WAY: (_("Under way"), RUNNING),
    "abandoned": (_("Abandoned"), Q(state=CommitmentState.ABANDONED)),
}
"""Columns of the board. A commitment stands in the first whose rule it fits, so that it is counted once."""

ORDER = ("draft", "proposed", UNDER_WAY, LATE, WAITING, CONTESTED, "kept", "abandoned")
"""Columns as they stand side by side."""


def with_place(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Add the column of the board to each row as ``place``; empty for what was withdrawn."""
    rules = [When(rule, then=Value(name)) for name, (_words, rule) in PLACES.items()]
    return rows.annotate(place=Case(*rules, default=Value("")))


@dataclass(frozen=True, slots=True)
class Mark:
    """One word on where a commitment stands; ``state`` is the look of a tag."""

    state: str
    words: "StrOrPromise"


def _kept(said: Followed) -> "StrOrPromise":
    return _("kept on time") if said.keeping == Keeping.ON_TIME else _("kept late")


STALL_WORDS: Mapping[str, "StrOrPromise"] = {
    Step.OFFER_HELP: _("stalls: which help is needed?"),
    Step.ASKED: _("stalls: which help is needed?"),
    Step.WAIT: _("stalls: help is offered"),
    Step.ESCALATE: _("stalls: for both secretaries"),
    Step.ESCALATED: _("stalls: before both secretaries"),
}
"""What is to be done about a stall → what is said of it."""


MARKS: tuple[tuple[Callable[[Followed], object], str, Callable[[Followed], "StrOrPromise"]], ...] = (
    (lambda said: said.keeping in KEPT, "confirmed", _kept),
    (lambda said: said.contested, CONTESTED, lambda _said: _("contested")),
    (lambda said: said.late, LATE, lambda _said: _("late")),
    (lambda said: said.waiting_since, WAITING, lambda _said: _("waits for the counterpart's word")),
    (lambda said: said.step, "neutral", lambda said: STALL_WORDS[said.step]),
)
"""When a mark stands, its look, its words; in the order in which they are said."""

REWORDED = _("words changed since the signatures")
SHEET_CONTESTED = _("a party contests its signature")

STATES: Mapping[str, "StrOrPromise"] = {
    CommitmentState.DRAFT: _("draft"),
    CommitmentState.PROPOSED: pgettext_lazy("of a commitment", "proposed"),
    CommitmentState.ABANDONED: pgettext_lazy("of a commitment", "given up"),
    CommitmentState.WITHDRAWN: pgettext_lazy("of a commitment", "withdrawn"),
}


def followed_of(commitment: Commitment) -> Followed | None:
    """Return where a commitment stands, where that was written down."""
    return getattr(commitment, "followed", None)


def marks_of(commitment: Commitment) -> list[Mark]:
    """Return what is said of where a commitment stands; never nothing."""
    if commitment.state in STATES:
        return [Mark("neutral", STATES[commitment.state])]
    said = followed_of(commitment)
    found = [Mark(look, words(said)) for holds, look, words in MARKS if holds(said)] if said else []
    found = found or [Mark("neutral", _("under way"))]
    found += [Mark(LATE, REWORDED)] if commitment.reworded_on else []
    return [*found, Mark(CONTESTED, SHEET_CONTESTED)] if commitment.sheet_contested_on else found
