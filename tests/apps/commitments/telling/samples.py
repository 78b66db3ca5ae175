"""An adopted plan with a question to the director, an edition that waits and one that is public, and a message of the body's own member."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from danaya.apps.commitments.actions.telling.ask_decision import Choice, ask_decision
from danaya.apps.commitments.actions.telling.authorise_edition import authorise_edition
from danaya.apps.commitments.actions.telling.make_edition import make_edition
from danaya.apps.commitments.actions.telling.plan_message import Telling, plan_message
from danaya.apps.commitments.models import Channel, Decision, Edition, Message, Plan, PlanState
from tests.apps.commitments.factories import AT, Parties, make_plan


class Told:
    """What is told of a plan of its own."""

    def __init__(self, parties: Parties) -> None:
        given = (parties.coordinator, parties.director, parties.customs, parties.private, parties.other)
        self.parties = Parties(make_plan(state=PlanState.ADOPTED), *given)
        self.parties.commitment(problem={"fr": "Les frais ne sont pas affichés.", "en": "Fees are not posted."})

    @property
    def plan(self) -> Plan:
        return self.parties.plan

    @cached_property
    def decision(self) -> Decision:
        choices = [Choice({"fr": f"Option {one}"}, {"fr": "Suite"}) for one in "AB"]
        return ask_decision(self.plan, {"fr": "Ouvrir ?"}, choices, actor=self.parties.coordinator, at=AT)

    @cached_property
    def edition(self) -> Edition:
        return make_edition(self.plan, actor=self.parties.coordinator, at=AT)

    @cached_property
    def public(self) -> Edition:
        edition = self.edition
        return authorise_edition(edition, shown=edition.digest, actor=self.parties.director, at=AT)

    @cached_property
    def message(self) -> Message:
        by = self.parties.private.post
        telling = Telling({"fr": "Transporteurs"}, {"fr": "Affiché."}, Channel.RADIO, by, date(2026, 3, 2))
        return plan_message(self.plan, telling, actor=self.parties.coordinator, at=AT)


PAGES = (
    "handover_file", "director", "director_file", "decisions", "ask_decision", "decide", "follow_up", "drop_decision",
    "editions", "make_edition", "edition", "authorise_edition", "refuse_edition", "withdraw_edition", "scorecard",
    "scorecard_file", "meeting_file", "poster", "poster_file", "messages", "add_message", "message", "change_message", "told_message",
    "untold_message", "remove_message", "handover",
)  # fmt: skip

Sample = Callable[[Told], object]

ARGUMENTS: Mapping[str, Sample] = {
    "pk": lambda made: made.plan.pk,
    "decision": lambda made: made.decision.pk,
    "number": lambda made: made.edition.number,
    "message": lambda made: made.message.pk,
    "language": lambda made: "fr",
    "kind": lambda made: "pdf",
    "post_id": lambda made: made.parties.private.post.pk,
}
OF_PAGES: Mapping[tuple[str, str], Sample] = {("poster_file", "kind"): lambda made: "aloud"}


def argument(made: Told, page: str, name: str) -> object:
    """Return the sample of one argument of a page of telling."""
    return (OF_PAGES.get((page, name)) or ARGUMENTS[name])(made)
