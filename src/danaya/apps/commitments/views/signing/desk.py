"""The page of signing: what one's own post has to do, where each body and each commitment stands."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Plan, PlanState, Version
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing import tasks
from danaya.apps.commitments.signing.reading import reads_reservations
from danaya.apps.commitments.signing.standing import Article, BodyStanding, articles_of, bodies_of, is_carried
from danaya.apps.commitments.signing.versions import current, last_adopted
from danaya.apps.commitments.views.frame import frame
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.engines.seals.printed import printed


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, as the page asks for it."""

    sentence: str
    verb: str
    url: str


@permission_required("commitments.see", of=find_plan)
@require_safe
def signing(request: PostRequest, plan: Plan) -> HttpResponse:
    """Show who signs what, in which order, and what waits for whoever looks."""
    version = current(plan)
    at_signature = version_at_signature(plan) is not None
    context: dict[str, Any] = {
        **frame(request, plan, "signing"),
        "edition": version,
        "at_signature": at_signature,
        "in_force": last_adopted(plan) if at_signature else None,
        "arranging": _arranging(request, plan),
        "may_manage": may(request, "commitments.manage"),
        "may_put": may(request, "commitments.manage") and plan.state in {PlanState.DRAFTING, PlanState.ADOPTED},
        "may_enter": at_signature and may(request, "commitments.enter_paper", plan),
        "versions": plan.versions.count(),
    }
    if version is None:
        bodies = plan.bodies.select_related("organisation", "signatory__organisation")
        context["bodies"] = [BodyStanding(one, (), None) for one in bodies]
    else:
        context |= _of_version(request, plan, version, at_signature=at_signature)
    return render(request, "commitments/signing/desk.html", context)


def _of_version(request: PostRequest, plan: Plan, version: Version, *, at_signature: bool) -> dict[str, Any]:
    articles, bodies = articles_of(version), bodies_of(version)
    steps = []
    if at_signature:
        steps = [_step(one, plan) for one in tasks.tasks_in(version, request.acting.post, articles, bodies)]
    own = request.acting.post.organisation_id
    return {
        "short": printed(version.digest),
        "articles": articles,
        "bodies": bodies,
        "own": next((one for one in bodies if one.body.organisation_id == own), None),
        "next_step": steps[0] if steps else None,
        "steps": steps[1:],
        "unsigned": sum(not one.is_signed for one in articles),
        "may_close": at_signature and may(request, "commitments.manage") and is_carried(bodies),
        "reads_reservations": reads_reservations(request.user),
    }


def _step(task: tasks.Task, plan: Plan) -> Step:
    if task.kind == tasks.SIGN and task.article is not None:
        return _sign(task.article, plan)
    if task.kind == tasks.INITIAL:
        url = reverse("commitments:visa", args=[plan.pk])
        return Step(_("The text waits for your visa before your body decides."), _("Read and initial"), url)
    url = reverse("commitments:adopt", args=[plan.pk])
    return Step(_("All visas of your body are given: it can decide now."), _("Decide for your body"), url)


def _sign(article: Article, plan: Plan) -> Step:
    commitment = article.commitment
    url = reverse("commitments:sign", args=[plan.pk, commitment.pk])
    sentence = _("%(number)s waits for your signature: %(result)s") % {
        "number": commitment.reference,
        "result": str(commitment).removeprefix(commitment.reference).strip(),
    }
    return Step(sentence, _("Read and sign %(number)s") % {"number": commitment.reference}, url)


def _arranging(request: PostRequest, plan: Plan) -> set[Any]:
    """Return the keys of the bodies that whoever looks may arrange."""
    if not may(request, "commitments.arrange_signing", plan):
        return set()
    bodies = plan.bodies.select_related("organisation")
    return {one.pk for one in bodies if may(request, "commitments.arrange_body", one)}
