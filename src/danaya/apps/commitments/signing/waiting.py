"""What waits for somebody in the signing of a plan: one line, which leads to the page of signing."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from danaya.apps.commitments.drafting.waiting import Waits
from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.signing.preparing import next_in_preparing
from danaya.apps.commitments.signing.tasks import tasks_of
from danaya.apps.people.access import may
from danaya.apps.people.models import Account
from danaya.apps.people.rights import acting_tenure


def next_in_signing(request: HttpRequest, plan: Plan) -> list[Waits]:
    """Return what the viewer's post has to do about the text that is being signed; nothing where it has nothing to do."""
    tenure = acting_tenure(request.user) if isinstance(request.user, Account) else None
    if tenure is None:
        return []
    tasks = tasks_of(tenure.post, plan)
    found = next_in_preparing(plan) if may(request, "commitments.manage", plan) else []
    sheets = [_sheet(plan, one.sheet) for one in tasks if one.sheet is not None]
    found += sheets
    if len(tasks) > len(sheets):
        sentence = _("The plan is put to signature: see what your post has to do.")
        found.append(Waits(sentence, _("Go to the signing"), reverse("commitments:signing", args=[plan.pk])))
    return found


def _sheet(plan: Plan, scan: UUID) -> Waits:
    sentence = _("A sheet signed by your body was entered for it: say whether it is yours.")
    return Waits(sentence, _("Look at the sheet"), reverse("commitments:answer_sheet", args=[plan.pk, scan]))
