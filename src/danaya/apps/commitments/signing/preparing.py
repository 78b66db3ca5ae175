"""What comes next for whoever manages a plan that is being prepared: one line, the first step whose turn it is."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from danaya.apps.commitments.drafting.waiting import Waits
from danaya.apps.commitments.models import Commitment, CommitmentState, Plan, PlanState
from danaya.apps.commitments.queries import rated_by_both
from danaya.apps.people.models import Side

Words = str | Promise


def next_in_preparing(plan: Plan) -> list[Waits]:
    """Return the one next step of a plan in preparation; nothing where it waits for drafts, or is no longer prepared."""
    if plan.state != PlanState.DRAFTING:
        return []
    for sentence, verb, address in _STEPS:
        said = sentence(plan)
        if said:
            return [Waits(str(said), str(verb), reverse(f"commitments:{address}", args=[plan.pk]))]
    return []


def _lacks_bodies(plan: Plan) -> Words:
    sides = set(plan.bodies.values_list("organisation__side", flat=True))
    if {Side.CUSTOMS, Side.PRIVATE} <= sides:
        return ""
    return _("Name the bodies that will adopt the plan: customs and at least one private-sector body.")


def _lacks_ratings(plan: Plan) -> Words:
    rows = list(_proposed(plan).only("pk", "plan", "revision"))
    unrated = len(rows) - len(rated_by_both(rows))
    return (
        ngettext(
            "%(count)d proposal has not been rated by both sides.",
            "%(count)d proposals have not been rated by both sides.",
            unrated,
        )
        % {"count": unrated}
        if unrated
        else ""
    )


def _can_be_put(plan: Plan) -> Words:
    return _("Every proposal is rated by both sides: look at what is ready.") if _proposed(plan).exists() else ""


def _proposed(plan: Plan) -> QuerySet[Commitment]:
    return plan.commitments.filter(state=CommitmentState.PROPOSED)


_STEPS: tuple[tuple[Callable[[Plan], Words], Words, str], ...] = (
    (_lacks_bodies, _("Name the bodies"), "signing"),
    (_lacks_ratings, _("Have the proposals rated"), "drafts"),
    (_can_be_put, _("Put to signature"), "put_to_signature"),
)
"""In their order: what is said where the step's turn has come (nothing: it is done), what the button says, where it leads."""
