"""The page of a commitment."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from danaya.apps.commitments.models import Commitment
from danaya.apps.commitments.views.frame import commitment_frame
from danaya.apps.commitments.views.lookup import on_commitment
from danaya.apps.people.access import PostRequest


@on_commitment("commitments.see")
@require_safe
def commitment(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """Everything of a commitment."""
    return render(request, "commitments/commitment.html", commitment_frame(request, commitment))
