"""What waits for somebody in the progress of all plans: one line, which leads to their own items."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from danaya.apps.commitments.drafting.waiting import Waits
from danaya.apps.commitments.progress.mine import counts_of_post
from danaya.apps.people.clock import today
from danaya.apps.people.models import Account
from danaya.apps.people.rights import acting_tenure


def next_in_progress(request: HttpRequest) -> list[Waits]:
    """Return what the viewer's post is asked, or owes now: milestones still to come do not wait."""
    tenure = acting_tenure(request.user) if isinstance(request.user, Account) else None
    if tenure is None:
        return []
    count = counts_of_post(tenure.post, today()).all
    if not count:
        return []
    sentence = ngettext(
        "%(count)s item waits for you in the progress of commitments.",
        "%(count)s items wait for you in the progress of commitments.",
        count,
    ) % {"count": count}
    return [Waits(sentence, _("See my items"), reverse("commitments:mine"))]
