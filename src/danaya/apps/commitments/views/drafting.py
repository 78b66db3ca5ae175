"""Drafting: a draft is begun, written part by part, proposed, withdrawn; nothing that was typed is lost on the way."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danaya.apps.commitments.actions.agree_languages import agree_languages
from danaya.apps.commitments.actions.draft_commitment import Wording, draft_commitment, edit_commitment
from danaya.apps.commitments.actions.propose_commitment import propose_commitment
from danaya.apps.commitments.drafting.beside import behind_in, reader_of, said_remarks, told_by
from danaya.apps.commitments.drafting.checking import check
from danaya.apps.commitments.drafting.days import days_of_administration
from danaya.apps.commitments.drafting.detecting import detectable_words
from danaya.apps.commitments.drafting.gates import gates_of, gates_of_many
from danaya.apps.commitments.drafting.languages import started_texts
from danaya.apps.commitments.drafting.offering import Offered
from danaya.apps.commitments.drafting.rewording import wording_of
from danaya.apps.commitments.drafting.showing import shown_part
from danaya.apps.commitments.drafting.sources import Start, start_of
from danaya.apps.commitments.forms.drafting import PARTS, PromiseForm
from danaya.apps.commitments.forms.parts import PartForm, Setting
from danaya.apps.commitments.models import Commitment, CommitmentState, Indicator, Plan
from danaya.apps.commitments.queries import rated_by_both, readable_commitments
from danaya.apps.commitments.views.frame import (
    commitment_frame,
    frame,
    page_language,
    page_of,
    posted,
    readers_of_draft,
    say,
    status_of,
)
from danaya.apps.commitments.views.lookup import find_plan, on_commitment, once_of
from danaya.apps.people.access import PostRequest, may, permission_required
from danaya.apps.people.clock import now, today
from danaya.engines.language import Problem

STALE = "commitments-changed-meanwhile"

ON_ONE_PAGE = 25
"""Proposals on a page; of the own drafts, the latest: all of them stand in the table."""


@permission_required("commitments.see", of=find_plan)
@require_safe
def drafts(request: PostRequest, plan: Plan) -> HttpResponse:
    """What is drafted and proposed: the own organisation's drafts, and every proposal with what its gates still ask."""
    rows = readable_commitments(plan, request.user)
    own = rows.filter(state=CommitmentState.DRAFT).order_by("-drafted_on", "pk")
    found = Paginator(rows.filter(state=CommitmentState.PROPOSED).order_by("number"), ON_ONE_PAGE)
    page = found.get_page(request.GET.get("page"))
    proposed = list(page)
    gates = gates_of_many(plan, proposed)
    rated = rated_by_both(proposed)
    context = {
        **frame(request, plan, "drafts"),
        "own": own[:ON_ONE_PAGE],
        "own_count": own.count(),
        "page": page,
        "proposed": [{"commitment": one, "gates": gates[one.pk], "rated": one.pk in rated} for one in proposed],
        "may_draft": may(request, "commitments.draft", plan),
    }
    return render(request, "commitments/drafts.html", context)


@permission_required("commitments.draft", of=find_plan)
@require_http_methods(["GET", "POST"])
def draft(request: PostRequest, plan: Plan) -> HttpResponse:
    """Begin a draft: from blank, a model, an expectation, a chosen solution or a finding named in the address."""
    named = request.POST if request.method == "POST" else request.GET
    start = start_of({name: named.get(name, "") for name in NAMES}, plan, days_of_administration(), today())
    setting = Setting(plan, today(), Offered(plan, request.user))
    form, once = PromiseForm(posted(request), setting=setting, initial=first_values(start)), once_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_commitment(
                plan,
                _wording(start, form),
                model=start.key,
                started=started_texts(start.parts),
                key=once,
                actor=request.acting,
                at=now(),
            )
        except Problem as refused:
            say(form, refused, form.field_of(refused.code, refused.values))
        else:
            messages.success(request, _("Kept. Only your organisation reads it until you propose it."))
            return redirect(_next(made, "promise", request))
    context = {
        **frame(request, plan),
        "form": form,
        "once": once,
        "start": start,
        "part": "promise",
        "steps": len(PARTS),
        "body": request.acting.post.organisation,
        "visibility": readers_of_draft(request.acting.post.organisation),
    }
    return render(request, "commitments/draft.html", context, status=status_of(form))


NAMES = ("model", "expectation", "option", "finding")
"""What an address may name to start from."""


def first_values(start: Start) -> dict[str, Any]:
    """Return what the first form shows of what a draft starts from."""
    empty: Any = Wording({}, {}, None, None, {}, None)  # type: ignore[arg-type]  # the form asks for what is missing
    return PromiseForm.start(replace(empty, **start.parts))


def _wording(start: Start, form: PromiseForm) -> Wording:
    return Wording(**{**start.parts, **form.parts()})


@on_commitment("commitments.edit")
@require_http_methods(["GET", "POST"])
def edit(request: PostRequest, commitment: Commitment, part: str) -> HttpResponse:
    """One part of a commitment: what is written, with what can be checked of it beside each field."""
    if part not in PARTS:
        raise Http404
    wording = wording_of(commitment)
    form = _form(request, commitment, part, wording)
    behind = behind_in(commitment, part)
    stale = False
    if request.method == "POST" and form.is_valid():
        changed = replace(wording, **form.parts())
        try:
            edit_commitment(
                commitment, changed, revision=form.cleaned_data["revision"] or 0, actor=request.acting, at=now()
            )
            if form.cleaned_data["same"]:
                agree_languages(commitment, behind, actor=request.acting, at=now())
        except Problem as refused:
            stale = refused.code == STALE
            say(form, refused, form.field_of(refused.code, refused.values))
        else:
            messages.success(request, _("Kept."))
            return redirect(_next(commitment, part, request))
    checked = check(commitment, today())
    form.remarks = said_remarks(checked, page_language())
    context = {
        **commitment_frame(request, commitment),
        **_place(part),
        "form": form,
        "revision": commitment.revision,
        "stands": shown_part(commitment, part) if stale else (),
        "remarks": form.remarks,
        "behind": behind,
        "detectable": detectable_words(indicator_of(commitment)) if part == "measure" else "",
        "checked": checked,
        "rated": commitment.is_shown and commitment.ratings.filter(revision=commitment.revision).exists(),
    }
    return render(request, f"commitments/edit_{part}.html", context, status=status_of(form))


def indicator_of(commitment: Commitment) -> Indicator | None:
    """Return the indicator of a commitment, with the finding it is read in."""
    return Indicator.objects.filter(commitment=commitment).select_related("finding").first()


def _form(request: PostRequest, commitment: Commitment, part: str, wording: Wording) -> PartForm:
    offered = Offered(commitment.plan, request.user, commitment.factor, wording)
    made = PARTS[part][1]
    initial = {**made.start(wording), "revision": commitment.revision}
    return made(posted(request), setting=Setting(commitment.plan, today(), offered), initial=initial)


def _place(part: str) -> dict[str, Any]:
    names = list(PARTS)
    place = names.index(part) + 1
    following = str(PARTS[names[place]][0]) if place < len(names) else ""
    parts = [(key, words) for key, (words, _form) in PARTS.items()]
    return {
        "parts": parts,
        "part": part,
        "place": place,
        "steps": len(names),
        "name": PARTS[part][0],
        "following": following,
    }


def _next(commitment: Commitment, part: str, request: PostRequest) -> str:
    """Return where to go once a part is kept: the next one, or the page of the commitment."""
    names = list(PARTS)
    place = names.index(part) + 1
    if request.POST.get("then") == "page" or place == len(names):
        return page_of(commitment)
    return reverse("commitments:edit", args=[commitment.plan_id, commitment.pk, names[place]])


@on_commitment("commitments.propose")
@require_http_methods(["GET", "POST"])
def propose(request: PostRequest, commitment: Commitment) -> HttpResponse:
    """Look at a draft once more with everything that can be checked, then show it to both sides."""
    problem = ""
    if request.method == "POST":
        try:
            held = propose_commitment(commitment, actor=request.acting, at=now())
        except Problem as refused:
            problem = refused.in_language(page_language())
        else:
            messages.success(
                request, _("Proposed as %(number)s. Owner and counterpart hear of it.") % {"number": held.reference}
            )
            return redirect(page_of(commitment))
    checked, gates = check(commitment, today()), gates_of(commitment)
    reader = reader_of(request, commitment, page_language())
    context = {
        **commitment_frame(request, commitment),
        "remarks": reader.read(checked.beside(), told_by(gates)),
        "checked": checked,
        "gates": reader.read_gates(gates, checked.places),
        "problem": problem,
        "page_errors": bool(problem),
    }
    return render(request, "commitments/propose.html", context, status=422 if problem else 200)
