"""Active listening and answering: restating what the other side expects, and saying what becomes of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from danaya.apps.dialogue import beside, proofs
from danaya.apps.dialogue.actions.record_fate import record_fate, refuse_unfounded
from danaya.apps.dialogue.actions.restate_expectation import restate_expectation
from danaya.apps.dialogue.forms.answering import KINDS, FateForm, RestateForm
from danaya.apps.dialogue.models import Expectation, FateKind
from danaya.apps.dialogue.queries import answers_to
from danaya.apps.dialogue.views.frame import frame, posted, say, status_of
from danaya.apps.dialogue.views.lookup import find_expectation
from danaya.apps.people.access import PostRequest, permission_required
from danaya.apps.people.clock import now
from danaya.base.files.models import StoredFile
from danaya.engines.language import LANGUAGES, Problem


@permission_required("dialogue.restate", of=find_expectation)
@require_http_methods(["GET", "POST"])
def restate(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Say in one's own words what the other side expects; its author confirms or corrects."""
    form = RestateForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            restate_expectation(expectation, form.cleaned_data["text"], actor=request.acting, at=now())
        except Problem as refused:
            say(form, refused)
        else:
            messages.success(request, _("Kept: its author can now confirm it or correct it."))
            return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)
    attempts = [
        {"reformulation": one, "columns": beside.said_columns(one.text)}
        for one in expectation.reformulations.select_related("by__organisation")
    ]
    context = {**about(request, expectation), "form": form, "attempts": attempts}
    return render(request, "dialogue/restate.html", context, status=status_of(form))


@permission_required("dialogue.record_fate", of=find_expectation)
@require_http_methods(["GET", "POST"])
def fate(request: PostRequest, expectation: Expectation) -> HttpResponse:
    """Say what becomes of an expectation. It is shown once more before it is signed: a signed answer stays readable."""
    form = FateForm(posted(request), request.FILES or None)
    step = request.POST.get("step", "check")
    if request.method != "POST" or not form.is_valid() or step == "edit":
        return _fate_page(request, expectation, form)
    try:
        proof = proofs.take(request.POST.get("kept", ""), form.cleaned_data["proof"], expectation, at=now())
    except Problem as refused:
        say(form, refused, "proof")
        return _fate_page(request, expectation, form)
    try:
        if step != "sign":
            _refuse(expectation, form, proof)
            return _check_page(request, expectation, form, proof)
        data = form.cleaned_data
        record_fate(
            expectation,
            FateKind(data["kind"]),
            reason=data["reason"],
            proof=proof,
            proof_link=data["proof_link"],
            actor=request.acting,
            at=now(),
        )
    except Problem as refused:
        say(form, refused, FIELDS.get(refused.code))
        return _fate_page(request, expectation, form, proof)
    messages.success(request, _("Signed. Its author sees the answer, and so do both sides."))
    return redirect("dialogue:expectation", expectation.consultation_id, expectation.pk)


REASONS = tuple(f"reason_{code}" for code in LANGUAGES)
"""Names under which the reason is sent."""

FIELDS = {"dialogue-fate-reason": "reason", "dialogue-fate-proof": "proof"}
"""Code of a refusal → the field it stands beside."""


def _refuse(expectation: Expectation, form: FateForm, proof: StoredFile | None) -> None:
    data = form.cleaned_data
    words = data["reason"]
    refuse_unfounded(expectation, FateKind(data["kind"]), words, has_proof=bool(proof or data["proof_link"]))


def _fate_page(
    request: PostRequest, expectation: Expectation, form: FateForm, proof: StoredFile | None = None
) -> HttpResponse:
    fates = [
        {"fate": one, "columns": beside.said_columns(one.reason), "words": FateKind(one.kind).label}
        for one in answers_to(expectation)
    ]
    kept = proof or proofs.read(request.POST.get("kept", ""), expectation)
    context = {
        **about(request, expectation),
        "form": form,
        "fates": fates,
        "proof": kept,
        "kept": proofs.token(kept, expectation) if kept else "",
    }
    return render(request, "dialogue/fate.html", context, status=status_of(form))


def _check_page(
    request: PostRequest, expectation: Expectation, form: FateForm, proof: StoredFile | None
) -> HttpResponse:
    typed = [(name, value) for name in ("kind", *REASONS, "proof_link") for value in request.POST.getlist(name)]
    data = form.cleaned_data
    context = {
        **about(request, expectation),
        "hidden": [*typed, ("kept", proofs.token(proof, expectation) if proof else "")],
        "kind": KINDS[FateKind(data["kind"])],
        "reason": beside.said_columns(data["reason"]),
        "proof": proof,
        "proof_link": data["proof_link"],
        "post": request.acting.post,
        "day": now().date(),
        "earlier": answers_to(expectation).count(),
    }
    return render(request, "dialogue/fate_check.html", context)


def about(request: PostRequest, expectation: Expectation) -> dict[str, Any]:
    """Return what pages say above a form about an expectation."""
    return {
        **frame(request, expectation.consultation),
        "expectation": expectation,
        "columns": beside.columns_of(expectation.text, expectation.language),
        "name": beside.name_of(expectation),
        "side": beside.side_shown(expectation),
    }
