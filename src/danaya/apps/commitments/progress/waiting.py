"""What waits for somebody in the progress of a plan: one line, which leads to their own items."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.commitments.drafting.waiting import Waits
from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.progress.mine import counts_of_post
from danaya.apps.people.clock import today
from danaya.apps.people.models import Account
from danaya.apps.people.rights import acting_tenure


def next_in_progress(request: HttpRequest, plan: Plan) -> list[Waits]:
    """Return what the viewer's post is asked in a plan, or owes now: milestones still to come do not wait."""
    tenure = acting_tenure(request.user) if isinstance(request.user, Account) else None
    if tenure is None:
        return []
    count = counts_of_post(tenure.post, today(), plan).all
    if not count:
        return []
    sentence = ngettext(
        "%(count)s item of this plan waits for you.",
        "%(count)s items of this plan wait for you.",
        count,
    ) % {"count": count}
    return [Waits(sentence, _("See my items"), reverse("commitments:mine"))]
