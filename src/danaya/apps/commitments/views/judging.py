"""Rating a draft, withdrawing a proposal, abandoning a promise."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.end_commitment import abandon_commitment, withdraw_commitment
from danaya.apps.commitments.actions.rate_commitment import rate_commitment
from danaya.apps.commitments.drafting.ratings import ratings_of
from danaya.apps.commitments.drafting.showing import shown_part
from danaya.apps.commitments.forms.drafting import PARTS
from danaya.apps.commitments.forms.judging import AbandonForm, RatingForm, WithdrawForm, abandoning
from danaya.apps.commitments.models import Commitment, Rating
from danaya.apps.commitments.views.frame import address_of, commitment_frame, page_of, posted, say, status_of
from danaya.apps.commitments.views.lookup import on_commitment
from danaya.apps.people.access import PostRequest
from danaya.apps.people.clock import now
from danaya.engines.language import Problem

REFUSED = {"commitments-no-reason": "reason", "commitments-undecided": "decision"}
"""Code of a refusal → the field it stands beside."""


@on_commitment("commitments.rate")
@require_http_methods(["GET", "POST"])
def rate(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """Say whether the wording is ambitious and realistic; nobody sees it before the other side has rated too."""
    rated = ratings_of(commitment, request.acting.post)
    form = RatingForm(posted(request), initial={**_start(rated.mine), "revision": commitment.revision})
    if request.method == "POST" and form.is_valid():
        try:
            rate_commitment(
                commitment, form.judgement(), revision=form.cleaned_data["revision"], actor=request.acting, at=now()
            )
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _said(commitment, request))
            return redirect(page_of(commitment))
    context = {
        **commitment_frame(request, commitment),
        "form": form,
        "rated": rated,
        "revision": commitment.revision,
        "lines": [line for part in PARTS for line in shown_part(commitment, part)],
    }
    return render(request, "commitments/rate.html", context, status=status_of(form))


def _start(mine: Rating | None) -> dict[str, Any]:
    return {name: getattr(mine, name) for name in ("ambition", "realism", "remark")} if mine is not None else {}


def _said(commitment: Commitment, request: PostRequest) -> str:
    if ratings_of(commitment, request.acting.post).complete:
        return _("Kept. Both sides have rated: the ratings are shown.")
    return _("Kept. Ratings are shown once both sides have rated.")


@on_commitment("commitments.withdraw")
@require_http_methods(["GET", "POST"])
def withdraw(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """Take back a draft or a proposal."""
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_commitment(commitment, form.cleaned_data["reason"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused, REFUSED.get(refused.code))
        else:
            messages.success(request, _("Withdrawn."))
            return redirect("commitments:drafts", commitment.plan_id)
    context = {**commitment_frame(request, commitment), "form": form}
    return render(request, "commitments/withdraw.html", context, status=status_of(form))


@on_commitment("commitments.abandon")
@require_http_methods(["GET", "POST"])
def abandon(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """Give up a promise, with its reason, before both sides."""
    form = AbandonForm(posted(request), commitment=commitment)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            abandon_commitment(
                commitment, data["reason"], decision=data.get("decision"), actor=request.acting, at=now()
            )
        except Problem as refused:
            say(form, refused, REFUSED.get(refused.code) if "decision" in form.fields else None)
        else:
            messages.success(request, _("Abandoned: both sides are told, with the reason."))
            return redirect(page_of(commitment))
    context = {
        **commitment_frame(request, commitment),
        "form": form,
        "undecided": "decision" in form.fields and not abandoning(commitment),
        "director": address_of("director", commitment.plan),
    }
    return render(request, "commitments/abandon.html", context, status=status_of(form))
