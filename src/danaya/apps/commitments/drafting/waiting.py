"""What waits for somebody in the drafting of a plan: ratings to give, drafts to go on with, a first draft."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.commitments.models import Commitment, CommitmentState, Plan, PlanState, Rating
from danaya.apps.commitments.queries import readable_commitments
from danaya.apps.people.access import may
from danaya.apps.people.models import Post
from danaya.apps.people.rights import acting_tenure

MOST = 5
"""Proposals to rate that are named one by one; the others stand among the proposals."""


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing to do: a sentence, what the button says, where it leads."""

    sentence: str
    verb: str
    url: str


def next_in_drafting(request: HttpRequest, plan: Plan) -> list[Waits]:
    """Return what waits for the viewer in drafting, the most pressing first."""
    tenure = acting_tenure(request.user)
    if tenure is None or plan.state == PlanState.CLOSED or not may(request, "commitments.draft", plan):
        return []
    found = [_rate(plan, one) for one in to_rate(plan, tenure.post)]
    own = readable_commitments(plan, request.user).filter(state=CommitmentState.DRAFT).count()
    if own:
        sentence = ngettext(
            "%(count)s draft of your organisation is not proposed yet.",
            "%(count)s drafts of your organisation are not proposed yet.",
            own,
        ) % {"count": own}
        found.append(Waits(sentence, _("Go on with drafts"), reverse("commitments:drafts", args=[plan.pk])))
    elif not found and plan.state == PlanState.DRAFTING:
        sentence = _("Your organisation has no draft yet: start from a model, an expectation or a blank page.")
        found.append(Waits(sentence, _("Draft a commitment"), reverse("commitments:library", args=[plan.pk])))
    return found


def to_rate(plan: Plan, post: Post) -> list[Commitment]:
    """Return the proposals that a post's organisation is a party to and has not rated in their present wording, at most five."""
    party = Q(owner__organisation=post.organisation_id) | Q(counterpart__organisation=post.organisation_id)
    rated = Rating.objects.filter(commitment=OuterRef("pk"), revision=OuterRef("revision"), side=post.side)
    rows = plan.commitments.filter(party, ~Exists(rated), state=CommitmentState.PROPOSED)
    return list(rows.order_by("number")[:MOST])


def _rate(plan: Plan, one: Commitment) -> Waits:
    sentence = _("%(number)s waits for your side's rating: is it ambitious, and can it be kept?") % {
        "number": one.reference
    }
    return Waits(
        sentence, _("Rate %(number)s") % {"number": one.reference}, reverse("commitments:rate", args=[plan.pk, one.pk])
    )
