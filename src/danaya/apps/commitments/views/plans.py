"""Plans: the list, the overview of one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.queries import readable_plans
from danaya.apps.commitments.views.frame import frame
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, may, permission_required


@permission_required("commitments.see")
@require_safe
def list_plans(request: PostRequest) -> HttpResponse:
    """Every plan that the viewer may open."""
    context = {"plans": readable_plans(request.user), "may_make": may(request, "commitments.manage")}
    return render(request, "commitments/list.html", context)


@permission_required("commitments.see", of=find_plan)
@require_safe
def plan(request: PostRequest, plan: Plan) -> HttpResponse:
    """Title, dates, where it stands."""
    return render(request, "commitments/plan.html", frame(request, plan, "plan"))
