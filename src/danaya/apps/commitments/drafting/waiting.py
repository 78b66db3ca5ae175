"""What waits for somebody in the drafting of a plan: ratings to give, drafts to go on with, a first draft."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.commitments.models import Commitment, CommitmentState, Plan, PlanState, Rating
from danaya.apps.commitments.queries import readable_commitments
from danaya.apps.people.access import may
from danaya.apps.people.models import Post
from danaya.apps.people.rights import acting_tenure


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing to do: a sentence, what the button says, where it leads."""

    sentence: str
    verb: str
    url: str


def next_in_drafting(request: HttpRequest, plan: Plan) -> list[Waits]:
    """Return what waits for the viewer in drafting, the most pressing first."""
    tenure = acting_tenure(request.user)  # type: ignore[arg-type]  # an account acts, nobody else opens the page
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
    """Return the proposals that a post's organisation is a party to and has not rated in their present wording."""
    rows = plan.commitments.filter(state=CommitmentState.PROPOSED).select_related(
        "plan", "owner__organisation", "counterpart__organisation"
    )
    mine = [
        one
        for one in rows.order_by("number")
        if post.organisation_id in {one.owner.organisation_id, one.counterpart.organisation_id}
    ]
    given = set(Rating.objects.filter(commitment__in=mine, side=post.side).values_list("commitment", "revision"))
    return [one for one in mine if (one.pk, one.revision) not in given]


def _rate(plan: Plan, one: Commitment) -> Waits:
    sentence = _("%(number)s waits for your side's rating: is it ambitious, and can it be kept?") % {
        "number": one.reference
    }
    return Waits(
        sentence, _("Rate %(number)s") % {"number": one.reference}, reverse("commitments:rate", args=[plan.pk, one.pk])
    )
