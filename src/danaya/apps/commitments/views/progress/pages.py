"""One's own open items over all plans; what waits for the next meeting."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Plan
from danaya.apps.commitments.progress.contested import claimed_again, disputed_claims, escalated, points_of
from danaya.apps.commitments.progress.mine import answers_of, items_of_post
from danaya.apps.commitments.progress.showing import shown_evidence
from danaya.apps.commitments.views.frame import frame, page_language
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import today

POINTS, OWED = 20, 100
"""Points of a meeting, milestones owed, on one page."""


@permission_required("commitments.see")
@require_safe
def mine(request: PostRequest) -> HttpResponse:
    """What the post acted under has open: to do, to confirm, to answer; nobody else's."""
    items = items_of_post(request.acting.post, today())
    owed = [
        {"milestone": one.milestone, "words": one.state.in_words(page_language()), "late": one.milestone.due < today()}
        for one in items.owed[:OWED]
    ]
    context = {
        "items": items,
        "owed": owed,
        "later": max(0, len(items.owed) - OWED),
        "post": request.acting.post,
        "answers": answers_of(request.acting.post.organisation, today()),
        "today": today(),
        "visibility": _("whoever holds this post"),
    }
    return render(request, "commitments/progress/mine.html", context)


@permission_required("commitments.see", of=find_plan)
@require_safe
def meeting(request: PostRequest, plan: Plan) -> HttpResponse:
    """What is contested or brought to the secretaries: both texts side by side, to be printed."""
    page = Paginator(disputed_claims(plan), POINTS).get_page(request.GET.get("page"))
    points: list[dict[str, Any]] = [
        {
            "point": point,
            "words": point.state.in_words(page_language()),
            "evidence": [shown_evidence(one) for one in point.evidence],
            "may_record": point.outcome is None and may(request, "commitments.record_outcome", point.commitment),
            "may_agree": point.outcome is not None
            and point.outcome.by_id != request.acting.post_id
            and may(request, "commitments.record_outcome", point.commitment),
        }
        for point in points_of(plan, page.object_list)
    ]
    context = {
        **frame(request, plan, "meeting"),
        "points": points,
        "page": page,
        "again": claimed_again(plan),
        "escalated": escalated(plan),
        "today": today(),
    }
    return render(request, "commitments/progress/meeting.html", context)
