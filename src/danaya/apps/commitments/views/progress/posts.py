"""The acts on a commitment's progress, for posts that are signed in."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from danaya.apps.commitments.models import Claim, Commitment, Outcome
from danaya.apps.commitments.progress.showing import shown_claim
from danaya.apps.commitments.views.frame import commitment_frame, page_of, status_of
from danaya.apps.commitments.views.lookup import on_commitment
from danaya.apps.commitments.views.progress.acts import ACTS, Act
from danaya.apps.commitments.views.progress.doing import Asked, ask, perform
from danaya.apps.people.access import PostRequest
from danaya.apps.people.clock import now
from danaya.engines.framework import load_evidence_kinds


def act_page(name: str, argument: str = "") -> Callable[..., Any]:
    """Make the page of one act; ``argument``: how the address names what it is about."""
    act = ACTS[name]

    def view(request: PostRequest, commitment: Commitment, **named: UUID) -> HttpResponse:
        subject = act.find(commitment, named[argument]) if act.find else None
        asked = ask(request, act, commitment, subject)
        if request.method == "POST":
            perform(request, asked, request.acting, now())
        if asked.done:
            messages.success(request, act.done)
            return redirect(page_of(commitment))
        context = {**commitment_frame(request, commitment), **about(act, asked), "asked": asked, "act": act}
        return render(request, "commitments/progress/act.html", context, status=status_of(asked.form))

    view.__name__ = name
    view.__doc__ = str(act.title)
    return on_commitment(act.permission)(require_http_methods(["GET", "POST"])(view))


def about(act: Act, asked: Asked) -> dict[str, Any]:
    """Return what a page shows of what its act is about: both texts, before anybody answers them."""
    subject = asked.subject
    claim = subject.claim if isinstance(subject, Outcome) else subject if isinstance(subject, Claim) else None
    return {
        "form": asked.form,
        "subject": subject,
        "about": f"commitments/progress/_about_{act.about}.html" if act.about else "",
        "claimed": shown_claim(claim) if claim is not None else None,
        "agreed_kind": next(
            (one.name for one in load_evidence_kinds() if one.key == asked.commitment.evidence_kind), ""
        ),
        "has_files": asked.form.is_multipart(),
    }


update = act_page("update")
claim = act_page("claim", "milestone")
evidence = act_page("evidence", "claim")
answer = act_page("answer", "claim")
outcome = act_page("outcome", "claim")
agree = act_page("agree", "outcome")
move = act_page("move", "milestone")
date = act_page("date", "change")
offer_help = act_page("offer")
answer_help = act_page("help", "offer")
decided = act_page("decided", "escalation")
