"""Putting the text to signature, taking it back, closing signing: the three acts of whoever manages the plan."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.actions.signing.adopt_plan import MOST_AT_ONCE, close_signing
from danaya.apps.commitments.actions.signing.put_to_signature import (
    forbidden,
    put_to_signature,
    ready_of,
    references,
    refuse_unready,
)
from danaya.apps.commitments.actions.signing.take_back_text import take_back_text
from danaya.apps.commitments.drafting.beside import Pointed, reader_of
from danaya.apps.commitments.drafting.gates import Gate, Gates
from danaya.apps.commitments.forms.signing import PutForm, TakeBackForm
from danaya.apps.commitments.models import Commitment, Plan
from danaya.apps.commitments.queries import version_at_signature
from danaya.apps.commitments.signing.standing import articles_of, proposed_in, unconfirmed_in
from danaya.apps.commitments.signing.text import AT_SIGNATURE
from danaya.apps.commitments.signing.work import PUT
from danaya.apps.commitments.views.frame import address_of, frame, page_language, posted, say, status_of
from danaya.apps.commitments.views.lookup import find_plan
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.base.jobs.models import Job
from danaya.base.jobs.work import enqueue
from danaya.engines.language import Problem

NAMED = 25
"""Commitments that are named one by one before a text is put."""

WAYS_OUT = {
    "commitments-signing-bodies-missing": "add_body",
    "commitments-signing-nothing-to-sign": "drafts",
    "commitments-signing-plan-closed": "plan",
    "commitments-signing-reworded-not-ready": "plan",
}
"""Code of what stands against putting a text → page where it is settled; the page of signing for what is not here."""


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def put(request: PostRequest, plan: Plan) -> HttpResponse:
    """Show what the text will hold and what it will not, then fix it."""
    form = PutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if (asked := _as_a_job(request, plan, data)) is not None:
                return redirect(asked)
            version = put_to_signature(plan, data["why"], leave_out=data["leave_out"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(
                request,
                _("Version %(number)d is being signed: everybody who has to do something was told.")
                % {"number": version.number},
            )
            return redirect("commitments:signing", plan.pk)
    ready = ready_of(plan)
    against = forbidden(plan, ready)
    context = {
        **frame(request, plan, "signing"),
        "form": form,
        "ready": ready,
        "new": ready.new[:NAMED],
        "waiting": [(one, _open_gates(request, one, gates)) for one, gates in ready.waiting[:NAMED]],
        "reworded": [(one, _open_gates(request, one, gates)) for one, gates in ready.reworded[:NAMED]],
        "more_new": max(len(ready.new) - NAMED, 0),
        "more_waiting": max(len(ready.waiting) - NAMED, 0),
        "more_reworded": max(len(ready.reworded) - NAMED, 0),
        "against": "" if against is None else against.in_language(page_language()),
        "way_out": "" if against is None else address_of(WAYS_OUT.get(against.code, "signing"), plan),
    }
    return render(request, "commitments/signing/put.html", context, status=status_of(form))


def _open_gates(
    request: PostRequest, commitment: Commitment, gates: tuple[Gate, ...]
) -> list[tuple[Gate, list[Pointed]]]:
    """Return each gate that is still open with what it asks, each remark leading to where it is mended."""
    return reader_of(request, commitment, page_language()).read_gates(Gates(gates), {})


def _as_a_job(request: PostRequest, plan: Plan, data: dict[str, Any]) -> Job | None:
    """Ask for a long text to be put by a job, and return it; nothing for one that takes less than a second.

    Raises
    ------
    Problem
        What can be refused at once is: nobody waits for a job to hear that something is not ready.
    """
    if plan.commitments.filter(state__in=AT_SIGNATURE, number__isnull=False).count() <= MOST_AT_ONCE:
        return None
    refuse_unready(plan, ready_of(plan), leave_out=data["leave_out"])
    at = now()
    return enqueue(
        PUT,
        owner=request.user,
        at=at,
        plan_id=str(plan.pk),
        why=data["why"] or {},
        leave_out=data["leave_out"],
        tenure=str(request.acting.pk),
        moment=at.isoformat(),
    )


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def take_back(request: PostRequest, plan: Plan) -> HttpResponse:
    """Take the text back, with the reason that everybody reads."""
    form = TakeBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            take_back_text(plan, reason, actor=request.acting, at=now(), chance=secrets.token_bytes)
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("The text was taken back: it can be changed and is signed anew."))
            return redirect("commitments:signing", plan.pk)
    version = version_at_signature(plan)
    context = {
        **frame(request, plan, "signing"),
        "form": form,
        "edition": version,
        "given": 0 if version is None else version.signatures.counting().count(),
    }
    return render(request, "commitments/signing/take_back.html", context, status=status_of(form))


@permission_required("commitments.manage", of=find_plan)
@require_http_methods(["GET", "POST"])
def close(request: PostRequest, plan: Plan) -> HttpResponse:
    """Adopt the plan without waiting for who has not signed; what stays proposed is named before."""
    problem = ""
    if request.method == "POST":
        try:
            left = close_signing(plan, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            messages.success(request, _("The plan is adopted."))
            if left:
                said = ngettext(
                    "%(names)s stays proposed: it was not signed by both.",
                    "%(names)s stay proposed: they were not signed by both.",
                    len(left),
                )
                messages.warning(request, said % {"names": references(left)})
            return redirect("commitments:signing", plan.pk)
    version = version_at_signature(plan)
    proposed = [] if version is None else articles_of(version, proposed_in(version))
    context = {
        **frame(request, plan, "signing"),
        "edition": version,
        "signed": [one for one in proposed if one.is_signed],
        "unsigned": [one for one in proposed if not one.is_signed],
        "unconfirmed": [] if version is None else unconfirmed_in(version),
        "problem": problem,
        "page_errors": bool(problem),
    }
    return render(request, "commitments/signing/close.html", context, status=422 if problem else 200)
