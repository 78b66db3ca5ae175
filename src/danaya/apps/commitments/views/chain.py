"""The chain of a commitment on one page, each link one click away."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Commitment
from danaya.apps.commitments.overviews.chain import links_of
from danaya.apps.commitments.overviews.listing import line_of
from danaya.apps.commitments.views.frame import commitment_frame
from danaya.apps.commitments.views.lookup import on_commitment
from danaya.apps.people.access import PostRequest
from danaya.apps.people.clock import today


@on_commitment("commitments.see")
@require_safe
def chain(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """From the answer to the change."""
    context = {
        **commitment_frame(request, commitment),
        "links": links_of(commitment, request.user, today()),
        "line": line_of(commitment),
    }
    return render(request, "commitments/overviews/chain.html", context)
